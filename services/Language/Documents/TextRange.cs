namespace OnRecord.Language;

/// <summary>A half-open range [Start, End) in UTF-16 code units of a document's text.</summary>
public readonly record struct TextRange(int Start, int End)
{
    /// <summary>Number of UTF-16 code units.</summary>
    public int Length => End - Start;

    /// <summary>Whether both ranges share at least one unit.</summary>
    public bool Overlaps(TextRange other) => Start < other.End && other.Start < End;

    /// <summary>Whether <paramref name="other"/> lies wholly inside.</summary>
    public bool Contains(TextRange other) => Start <= other.Start && other.End <= End;

    /// <summary>The same range, counted from the start of another.</summary>
    public TextRange Within(TextRange other) => new(Start - other.Start, End - other.Start);

    /// <summary>The words of the range.</summary>
    public string Of(string text) => text[Start..End];
}
