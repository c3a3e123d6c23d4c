using OnRecord.TestKit;

namespace OnRecord.Language.Tests.Pack;

/// <summary>The words of one concept stand in one list that all who need it share.</summary>
public sealed class ShippedWordsTests
{
    /// <summary>Lists that answer one question between them: no word stands in two of them.</summary>
    private static readonly string[][] Concepts =
    [
        ["full-forms", "cut-verbs", "elided", "fused-words"],
        ["no-words", "assertive"],
        ["courtesies", "peerages", "generations"],
    ];

    [Fact]
    public void No_word_stands_in_two_lists_of_one_concept() =>
        Assert.Empty(Concepts.SelectMany(lists => lists.SelectMany(Words).GroupBy(word => word, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)));

    [Fact]
    public void No_two_lists_hold_the_same_words()
    {
        var lists = LanguagePack.Default.Concepts.Order(StringComparer.Ordinal).Select(concept => (Name: concept, Words: Words(concept).ToHashSet(StringComparer.OrdinalIgnoreCase))).ToList();
        var alike =
            from one in lists
            from other in lists
            where string.CompareOrdinal(one.Name, other.Name) < 0 && Share(one.Words, other.Words) >= 0.5
            select $"{one.Name} and {other.Name}";

        Assert.Empty(alike);
    }

    private static IEnumerable<string> Words(string concept) => LanguagePack.Default.Words(concept).Entries.Select(entry => entry.Word).Distinct(StringComparer.OrdinalIgnoreCase);

    private static double Share(HashSet<string> one, HashSet<string> other)
    {
        var both = one.Count(other.Contains);
        return both / (double)(one.Count + other.Count - both);
    }
}
