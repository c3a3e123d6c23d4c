namespace OnRecord.Events;

/// <summary>The names of stances as the API and all files of data write them.</summary>
public static class StanceLabels
{
    /// <summary>The name of a label: NO_COMMENT.</summary>
    public static string NameOf(StanceLabel label) => label == StanceLabel.NoComment ? "NO_COMMENT" : label.ToString().ToUpperInvariant();

    /// <summary>The label with a name; null where none has it.</summary>
    public static StanceLabel? Named(string name)
    {
        foreach (var label in Enum.GetValues<StanceLabel>())
        {
            if (label != StanceLabel.Unspecified && string.Equals(NameOf(label), name, StringComparison.Ordinal))
            {
                return label;
            }
        }

        return null;
    }
}
