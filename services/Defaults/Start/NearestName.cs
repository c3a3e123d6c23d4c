namespace OnRecord.Defaults;

/// <summary>"Did you mean": the known name that a misspelt one is nearest to.</summary>
public static class NearestName
{
    /// <summary>The nearest of <paramref name="known"/>, blind to case; null when all are more than a third of the letters away.</summary>
    /// <param name="name">The misspelt name.</param>
    /// <param name="known">Names that there are.</param>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var limit = Math.Max(2, name.Length / 3);
        var nearest = known
            .Select(candidate => (Name: candidate, Edits: EditDistance.Between(name.ToUpperInvariant(), candidate.ToUpperInvariant(), limit)))
            .OrderBy(candidate => candidate.Edits)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= limit ? nearest.Name : null;
    }
}
