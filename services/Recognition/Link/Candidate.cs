namespace OnRecord.Entities;

/// <summary>An entry that a chain of mentions may mean.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Strength">The best way in which a name of the chain names it.</param>
/// <param name="Words">Words of the name that found it.</param>
/// <param name="Surface">The name as the text writes it.</param>
/// <param name="IsPersonWord">Whether that name is one word that people are called by.</param>
internal sealed record Candidate(KnowledgeEntry Entry, AliasStrength Strength, int Words, string Surface, bool IsPersonWord)
{
    /// <summary>Whether the text spells the name a little otherwise.</summary>
    public bool IsMisspelt { get; init; }

    /// <summary>Whether a place lies where the text says that it does; null where the text says nothing.</summary>
    public bool? LiesWhereSaid { get; set; }

    /// <summary>What speaks for and against it, by <see cref="LinkFeature"/>.</summary>
    public float[] Features { get; } = new float[Enum.GetValues<LinkFeature>().Length];
}
