using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;

namespace OnRecord.Eval.Linking;

/// <summary>
/// Where the names of the gold standard are lost, each counted at the first step that fails: the knowledge base, the name finder, the candidates, the
/// threshold, the choice. And what the wrong links should have been.
/// </summary>
internal sealed class LinkingLosses(KnowledgeBase knowledge, EntityLinker linker, bool prints)
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts the names of a text as the engine found and linked them.</summary>
    public void Add(LinkedText text, Document document, MentionLink[] links)
    {
        var candidates = linker.Candidates(document);
        var found = Enumerable.Range(0, links.Length).ToLookup(index => document.Mentions[index].Range);
        foreach (var gold in text.Mentions.Where(mention => mention is { Wikidata: not null, IsOptional: false, IsReference: false }))
        {
            var index = found[gold.Range].Cast<int?>().FirstOrDefault();
            Count("recall", Step(gold, document, index, candidates, links), text, gold.Range, gold.Wikidata!, index is { } at ? links[at] : null);
        }

        var wikidata = text.Mentions.ToLookup(mention => mention.Range);
        for (var i = 0; i < links.Length; i++)
        {
            var range = document.Mentions[i].Range;
            if (links[i].Identity.WikidataId.Length == 0 || document.Mentions[i].Form != MentionForm.Name || !text.Annotated.Contains(range)
                || wikidata[range].Any(gold => gold.IsOptional || gold.Wikidata == links[i].Identity.WikidataId))
            {
                continue;
            }

            var right = wikidata[range].FirstOrDefault();
            var kind = right is null ? text.Mentions.Any(gold => gold.Range.Overlaps(range)) ? "other span" : "no name"
                : right.Wikidata is not { } id ? "unknown to Wikidata"
                : knowledge.Get(id) is null ? "not in the knowledge base"
                : "another entry";
            Count("precision", kind, text, range, right?.Wikidata ?? "-", links[i]);
        }
    }

    /// <summary>Prints the counts.</summary>
    public void Print()
    {
        foreach (var (kind, count) in _counts)
        {
            Console.WriteLine($"linking.{kind} {count}");
        }
    }

    private string Step(GoldMention gold, Document document, int? index, List<Candidate>[] candidates, MentionLink[] links) =>
        index is { } at && links[at].Identity.WikidataId == gold.Wikidata ? "right"
        : knowledge.Get(gold.Wikidata!) is null ? "not in the knowledge base"
        : index is not { } mention ? document.Mentions.Any(other => other.Form == MentionForm.Name && other.Range.Overlaps(gold.Range)) ? "other span" : "no name"
        : !candidates[document.Mentions[mention].Chain].Exists(candidate => candidate.Entry.Id == gold.Wikidata) ? "no candidate"
        : links[mention].Identity.WikidataId.Length == 0 ? "abstained"
        : "another entry";

    private void Count(string figure, string kind, LinkedText text, TextRange range, string gold, MentionLink? link)
    {
        var key = $"{figure}.{kind.Replace(' ', '_')}";
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (prints && kind != "right")
        {
            var around = text.Text[Math.Max(0, range.Start - 50)..Math.Min(text.Text.Length, range.End + 50)].ReplaceLineEndings(" ");
            Console.WriteLine(string.Join('\t', key, text.Id, range.Of(text.Text), $"gold {gold} {knowledge.Get(gold)?.Name}",
                link is { } found ? $"found {found.Identity.Id} {found.Identity.Name} {found.Confidence:F2}" : "found -", around));
        }
    }
}
