using OnRecord.Language;

namespace OnRecord.Data;

/// <summary>
/// Gives a document the mentions of the gold standard, so that linking can be measured apart from finding names. Where a gold span is a
/// mention of the document it keeps its chain, also inside another gold span; other mentions that overlap gold spans go away.
/// </summary>
internal static class GoldSpans
{
    /// <summary>The document with gold spans, and for each gold mention its index in the document's mentions.</summary>
    public static (Document Document, int[] Indexes) Apply(Document document, IReadOnlyList<GoldMention> gold)
    {
        var mentions = new List<Mention>();
        var chains = document.Chains.Select(chain => (chain.Name, chain.Type, chain.Title)).ToList();
        foreach (var mention in document.Mentions)
        {
            if (gold.Any(span => span.Range == mention.Range) || !gold.Any(span => span.Range.Overlaps(mention.Range)))
            {
                mentions.Add(mention);
            }
        }

        foreach (var range in gold.Select(span => span.Range).Distinct())
        {
            if (mentions.All(mention => mention.Range != range))
            {
                mentions.Add(NewMention(document, chains, range));
            }
        }

        mentions.Sort((a, b) => a.Range.Start != b.Range.Start ? a.Range.Start.CompareTo(b.Range.Start) : b.Range.End.CompareTo(a.Range.End));
        return (Rebuilt(document, mentions, chains), [.. gold.Select(span => mentions.FindIndex(mention => mention.Range == span.Range))]);
    }

    private static Mention NewMention(Document document, List<(string Name, NameType Type, string? Title)> chains, TextRange range)
    {
        var words = range.Of(document.Text);
        var chain = chains.FindIndex(known => string.Equals(known.Name, words, StringComparison.Ordinal));
        if (chain < 0)
        {
            var overlapping = document.Mentions.FirstOrDefault(mention => mention.Range.Overlaps(range));
            chain = chains.Count;
            chains.Add((words, overlapping?.Type ?? NameType.Unspecified, overlapping is null ? null : chains[overlapping.Chain].Title));
        }

        var first = Array.FindIndex(document.Tokens, token => token.End > range.Start);
        var end = Array.FindIndex(document.Tokens, token => token.Start >= range.End);
        return new Mention(
            Math.Max(0, first), end < 0 ? document.Tokens.Length : end, range, chains[chain].Type, MentionForm.Name, chain, 1);
    }

    /// <summary>The document with these mentions; chains that lost all of theirs go away.</summary>
    private static Document Rebuilt(Document document, List<Mention> mentions, List<(string Name, NameType Type, string? Title)> chains)
    {
        var numbers = mentions.Select(mention => mention.Chain).Distinct().Order().ToList();
        for (var i = 0; i < mentions.Count; i++)
        {
            mentions[i] = mentions[i] with { Chain = numbers.IndexOf(mentions[i].Chain) };
        }

        return document.With(mentions, [.. numbers.Select((number, index) => new CoreferenceChain(
                chains[number].Name,
                chains[number].Type,
                [.. Enumerable.Range(0, mentions.Count).Where(i => mentions[i].Chain == index)],
                chains[number].Title))]);
    }
}
