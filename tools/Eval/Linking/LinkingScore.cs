using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;

namespace OnRecord.Eval.Linking;

/// <summary>Counts for the linking figures.</summary>
/// <param name="knowledge">The knowledge base.</param>
/// <param name="annotatesReferences">Whether the gold standard has pronouns and descriptions; where it has none, those found count neither for nor against.</param>
/// <param name="printsErrors">Whether errors are printed.</param>
internal sealed class LinkingScore(KnowledgeBase knowledge, bool annotatesReferences, bool printsErrors)
{
    private int _links;
    private int _rightLinks;
    private int _gold;
    private int _rightGiven;
    private int _known;
    private int _rightKnown;
    private int _knownNames;
    private int _rightNames;
    private int _references;
    private int _resolved;
    private int _rightReferences;

    /// <summary>Counts the links of mentions that the engine found itself.</summary>
    public void AddFound(LinkedText text, Document document, MentionLink[] links)
    {
        var gold = text.Mentions.ToLookup(mention => mention.Range);
        for (var i = 0; i < links.Length; i++)
        {
            var range = document.Mentions[i].Range;
            var id = links[i].Identity.WikidataId;
            if (id.Length == 0 || (!annotatesReferences && document.Mentions[i].Form != MentionForm.Name) || !text.Annotated.Contains(range) || gold[range].Any(mention => mention.IsOptional))
            {
                continue;
            }

            _links++;
            if (gold[range].Any(mention => mention.Wikidata == id))
            {
                _rightLinks++;
            }
            else
            {
                Report("wrong", text, range, gold[range].FirstOrDefault()?.Wikidata ?? (gold.Contains(range) ? "NIL" : "no mention"), links[i]);
            }
        }
    }

    /// <summary>
    /// Counts pronouns and descriptions apart from the knowledge base: right when a name of the chain that they were joined to has their id in
    /// the gold standard. Those whose entity has no name in the annotated part are left out.
    /// </summary>
    public void AddReferences(LinkedText text, Document document)
    {
        var names = text.Mentions.Where(mention => !mention.IsReference && mention.Wikidata is not null).ToLookup(mention => mention.Range, mention => mention.Wikidata);
        var ids = document.Chains.Select(chain => chain.Mentions.SelectMany(mention => names[document.Mentions[mention].Range]).ToHashSet()).ToList();
        var named = text.Mentions.Where(mention => !mention.IsReference).Select(mention => mention.Wikidata).ToHashSet();
        var references = text.Mentions.Where(mention => mention.IsReference && !mention.IsOptional).ToLookup(mention => mention.Range);
        _references += references.Count(group => group.Any(mention => mention.Wikidata is { } id && named.Contains(id)));
        if (printsErrors)
        {
            var joined = document.Mentions.Where(mention => mention.Form != MentionForm.Name).Select(mention => mention.Range).ToHashSet();
            foreach (var group in references.Where(group => !joined.Contains(group.Key) && group.Any(mention => mention.Wikidata is { } id && named.Contains(id))))
            {
                Console.WriteLine($"reference\tnone\t{text.Id}\t{group.Key.Start}\t{group.Key.Of(text.Text)}\tgold {group.First().Wikidata}");
            }
        }

        foreach (var mention in document.Mentions)
        {
            if (mention.Form == MentionForm.Name || !text.Annotated.Contains(mention.Range) || ids[mention.Chain].Count == 0)
            {
                continue;
            }

            var isRight = references[mention.Range].Any(reference => ids[mention.Chain].Contains(reference.Wikidata));
            _resolved++;
            _rightReferences += isRight ? 1 : 0;
            if (printsErrors)
            {
                Console.WriteLine($"reference\t{isRight}\t{text.Id}\t{mention.Range.Start}\t{mention.Range.Of(text.Text)}\t{document.Chains[mention.Chain].Name}\t{mention.Confidence:F2}");
            }
        }
    }

    /// <summary>Counts the links of given gold mentions.</summary>
    public void AddGiven(LinkedText text, IReadOnlyList<MentionLink> links)
    {
        for (var i = 0; i < links.Count; i++)
        {
            var mention = text.Mentions[i];
            if (mention.Wikidata is not { } id || mention.IsOptional)
            {
                continue;
            }

            var isRight = links[i].Identity.WikidataId == id;
            var isKnown = knowledge.Get(id) is not null;
            _gold++;
            _rightGiven += isRight ? 1 : 0;
            _known += isKnown ? 1 : 0;
            _rightKnown += isRight && isKnown ? 1 : 0;
            _knownNames += isKnown && !mention.IsReference ? 1 : 0;
            _rightNames += isRight && isKnown && !mention.IsReference ? 1 : 0;
            if (isKnown && !isRight)
            {
                Report("missed", text, mention.Range, id, links[i]);
            }
        }
    }

    /// <summary>Prints all figures, and what they are counted over.</summary>
    public void Print()
    {
        Eval.Figures.Print(Figures());
        Console.WriteLine($"linking.references {_references}");
        Console.WriteLine($"linking.links {_links}");
        Console.WriteLine($"linking.gold {_gold}");
        Console.WriteLine($"linking.gold_in_kb {_known}");
    }

    /// <summary>Names and values, in a fixed order.</summary>
    public IEnumerable<(string Name, double Value)> Figures()
    {
        var precision = Eval.Figures.Share(_rightLinks, _links);
        var recall = Eval.Figures.Share(_rightLinks, _gold);
        yield return ("linking.accuracy_in_kb", Eval.Figures.Share(_rightKnown, _known));
        yield return ("linking.accuracy_in_kb_names", Eval.Figures.Share(_rightNames, _knownNames));
        yield return ("linking.precision", precision);
        yield return ("linking.recall", recall);
        yield return ("linking.f1", Eval.Figures.F1(precision, recall));
        yield return ("linking.gold_span_accuracy", Eval.Figures.Share(_rightGiven, _gold));
        yield return ("linking.references.precision", Eval.Figures.Share(_rightReferences, _resolved));
        yield return ("linking.references.recall", Eval.Figures.Share(_rightReferences, _references));
    }

    private void Report(string what, LinkedText text, TextRange range, string gold, MentionLink link)
    {
        if (printsErrors)
        {
            Console.WriteLine(string.Join('\t', what, text.Id, range.Of(text.Text), $"gold {gold}", $"found {link.Identity.Id} {link.Identity.Name}", $"{link.Confidence:F2}"));
        }
    }
}
