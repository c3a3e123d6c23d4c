namespace OnRecord.Stances;

/// <summary>How a sentence portrays somebody; the numbers are those of the proto enum Portrayal.</summary>
public enum PortrayalLabel
{
    Negative = 1,
    Neutral = 2,
    Positive = 3,
}
