using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Looks nouns up in nouns.tsv.</summary>
internal static class NounKinds
{
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
        || noun is "man" or "woman" or "boy" or "girl" or "teen" or "father" or "mother" or "son" or "brother" or "wife" or "husband" or "friend" or "chief"
            or "guy" or "captive" or "hostage" or "victim" or "suspect" or "colleague" or "aide" or "coach" or "judge" or "child" or "kid" or "king" or "pilot";

    /// <summary>Whether it names a body that a text calls by its kind once it has been named: "the agency", "the newspaper".</summary>
    public static bool IsKindOfBody(ReadOnlySpan<char> noun) =>
        noun is "organisation" or "organization" or "company" or "firm" or "agency" or "newspaper" or "paper" or "outlet" or "network" or "channel"
            or "union" or "party" or "ministry" or "department" or "bank" or "club" or "league" or "magazine" or "broadcaster" or "charity";

    private static bool EndsLikePeople(ReadOnlySpan<char> noun) =>
        noun.Length > 4
        && (noun.EndsWith("er") || noun.EndsWith("or") || noun.EndsWith("ist") || noun.EndsWith("ian") || noun.EndsWith("ee") || noun.EndsWith("man")
            || noun.EndsWith("men") || noun.EndsWith("ant") || noun.EndsWith("ent") || noun.EndsWith("crat") || noun.EndsWith("eer"))
        && !(noun is "letter" or "matter" or "order" or "number" or "paper" or "effort" or "factor" or "error" or "statement" or "government"
            or "document" or "agreement" or "event" or "payment" or "amendment" or "power" or "weather" or "water" or "center" or "chapter"
            or "computer" or "offer" or "summer" or "winter" or "river" or "disaster" or "answer" or "cover" or "argument" or "movement"
            or "investment" or "environment" or "treatment" or "percent" or "moment" or "element" or "incident" or "accident" or "committee");

    /// <summary>Whether it names a thing, which cannot hold a position.</summary>
    public static bool IsThing(ReadOnlySpan<char> noun) => Kinds.Is(noun, "thing");
}
