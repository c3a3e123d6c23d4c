using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Joins the names of one body: short for long, with and without its kind, and the kind alone.</summary>
internal static class PartyBodies
{
    /// <summary>Bodies that a text calls by their kind alone once it has named them.</summary>
    private static readonly WordSet Kinds = LanguagePack.Default.Words("story-bodies");

    /// <summary>Other words for a kind, and the last words of names that tell it: "the carrier" is the airline, and "Norvik Air" is one.</summary>
    private static readonly WordSet OtherKinds = LanguagePack.Default.Words("story-body-variants");
    private static readonly WordSet IdentityNouns = LanguagePack.Default.Words("identity-nouns", "body");
    private static readonly WordSet Naming = LanguagePack.Default.Words("function-words", "naming");
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite");

    /// <summary>"Arlo" is "Arlo Works", "the group Arlo" is "Arlo", where one body of the story is called so.</summary>
    /// <param name="parties">All of the story.</param>
    public static void JoinNames(Party[] parties)
    {
        Party[] bodies = [.. parties.Where(party => !party.IsUnnamed && !party.IsDescribed && !party.IsPerson && party.Words.Length > 1)];
        foreach (var bare in parties.Where(party => party is { IsUnnamed: false, IsDescribed: false, Words.Length: 1, Best.HolderWikidataId: "" } && party.Root == party))
        {
            if (!Array.Exists(parties, party => party != bare && party.IsPerson && party.LastWord == bare.Name))
            {
                Party.Only(bodies.Where(body => IsShort(bare.Name, body)))?.Join(bare, "short name", isSaid: true);
            }
        }

        foreach (var whole in parties.Where(party => !party.IsPerson && party.Words.Length > 1 && party.Root == party))
        {
            Party.Only(parties.Where(party => party != whole && !party.IsPerson && !party.IsUnnamed && IsNamedBody(whole, party)))?.Join(whole, "kind before the name", isSaid: true, keepsName: true);
        }
    }

    /// <summary>"The police" are the only police that the story names, "the hospital group" the only one whose name ends so.</summary>
    /// <param name="bodies">All of the story that are no people.</param>
    public static void JoinKinds(Party[] bodies)
    {
        foreach (var bare in bodies.Where(party => Kinds.Contains(KindOf(party.Name)) && party.Root == party))
        {
            Party.Only(bodies.Where(party => party.Name.Contains(' ', StringComparison.Ordinal) && party.Words.Length <= 5 && !party.IsUnnamed && KindOf(party.LastWord) == KindOf(bare.Name)))?.Join(bare, "only one of its kind");
        }

        foreach (var bare in bodies.Where(party => party.Root == party && IsDefinite(party)))
        {
            Party.Only(bodies.Where(party => party != bare && !party.IsUnnamed && EndsName(bare, party)))?.Join(bare, "only name that ends so", isSaid: true);
        }
    }

    private static string KindOf(string word) => (OtherKinds.Kind(word) ?? word).ToUpperInvariant();

    /// <summary>The first word of a body's name, or the last one of a name of two: "Real Arlo", not "Bank of Arlo".</summary>
    private static bool IsShort(string name, Party body) => body.Words[0] == name || (body.Words.Length == 2 && body.LastWord == name);

    /// <summary>"The group Black Lantern", "a group that calls itself Black Lantern".</summary>
    private static bool IsNamedBody(Party party, Party name)
    {
        var lead = party.Words.Length - name.Words.Length;
        return lead > 1 && party.Words.AsSpan().EndsWith(name.Words, StringComparer.Ordinal)
            && Array.Exists(party.Words[..lead], word => IdentityNouns.Contains(word))
            && Array.TrueForAll(party.Words[..lead], word => Party.IsArticle(word) || IdentityNouns.Contains(word) || LeadsToName(word.ToLowerInvariant()));
    }

    private static bool LeadsToName(string word) => Naming.Contains(word) || Indefinite.Contains(word);

    /// <summary>"The hospital group": common nouns after the article.</summary>
    private static bool IsDefinite(Party party) =>
        party.Words is [var article, _, _, ..] && Party.IsArticle(article) && party.Text.AsSpan(article.Length).IndexOfAnyInRange('A', 'Z') < 0;

    /// <summary>Whether a name ends with the words of a description, with nobody's name in between: "the Saint-Vincent | hospital group".</summary>
    private static bool EndsName(Party described, Party named) => named.Words.Length > described.Words.Length
        && named.Words.AsSpan().EndsWith(described.Words.AsSpan(1), StringComparer.Ordinal) && named.Text.AsSpan(Math.Min(3, named.Text.Length)).IndexOfAnyInRange('A', 'Z') >= 0;
}
