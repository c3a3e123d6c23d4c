using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Looks up what nouns stand for.</summary>
internal static class NounKinds
{
    private static readonly WordSet Persons = LanguagePack.Default.Words("person-words", "person");
    private static readonly WordSet PersonEnds = LanguagePack.Default.Words("person-ends");
    private static readonly WordSet NoPersons = LanguagePack.Default.Words("person-words", "thing");
    private static readonly WordSet KindsOfBodies = LanguagePack.Default.Words("bodies-by-kind");
    private static readonly WordSet Kinds = LanguagePack.Default.Words("noun-kinds");

    /// <summary>Whether it names something that can be true or false: rejecting a claim denies it.</summary>
    public static bool IsClaim(ReadOnlySpan<char> noun) => Kinds.Is(noun, "claim");

    /// <summary>Whether it names people or a body that can act: officials, critics, a court.</summary>
    public static bool CanAct(ReadOnlySpan<char> noun) =>
        Kinds.Is(noun, "group")
        || SourceNouns.IsBody(noun) || SourceNouns.IsKind(noun) || SourceNouns.SpeaksForAnother(noun)
        || EndsLikePeople(noun.Length > 4 && noun[^1] is 's' ? noun[..^1] : noun);

    /// <summary>Whether it names one person, whom "he" or "she" may mean.</summary>
    public static bool IsPerson(ReadOnlySpan<char> noun) =>
        EndsLikePeople(noun)
        || Persons.Contains(noun);

    /// <summary>Whether it names a body that a text calls by its kind once it has been named: "the agency", "the newspaper".</summary>
    public static bool IsKindOfBody(ReadOnlySpan<char> noun) =>
        KindsOfBodies.Contains(noun);

    private static bool EndsLikePeople(ReadOnlySpan<char> noun) =>
        noun.Length > 4
        && PersonEnds.IsEndOf(noun)
        && !NoPersons.Contains(noun);

    /// <summary>Whether it names a thing, which cannot hold a position.</summary>
    public static bool IsThing(ReadOnlySpan<char> noun) => Kinds.Is(noun, "thing");
}
