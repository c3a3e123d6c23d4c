namespace OnRecord.Entities;

/// <summary>Words in capitals, as datelines, tables and headlines write them.</summary>
internal static class Capitals
{
    /// <summary>Whether there is no small letter.</summary>
    public static bool Only(ReadOnlySpan<char> words)
    {
        foreach (var unit in words)
        {
            if (char.IsLower(unit))
            {
                return false;
            }
        }

        return true;
    }
}
