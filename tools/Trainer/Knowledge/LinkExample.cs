using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;

namespace OnRecord.Trainer.Knowledge;

/// <summary>A chain of mentions with its candidates and the one that is right.</summary>
/// <param name="Set">Number of the set that the text is of; -1 for spans that a caller gives.</param>
/// <param name="Text">Number of the text in its set.</param>
/// <param name="Candidates">The candidates that have a Wikidata id.</param>
/// <param name="Right">Which candidate is right; -1 for none.</param>
/// <param name="Mentions">Names of the chain in the annotated part.</param>
/// <param name="RightMentions">Names of the chain that the gold standard gives the right candidate.</param>
internal sealed record LinkExample(int Set, int Text, IReadOnlyList<Candidate> Candidates, int Right, int Mentions, int RightMentions)
{
    /// <summary>Whether the name finder saw no name here.</summary>
    public bool IsUntyped => Candidates[0].Features[(int)LinkFeature.Untyped] > 0;

    /// <summary>The examples of a text.</summary>
    /// <param name="text">The gold standard.</param>
    /// <param name="document">The text as the product reads it.</param>
    /// <param name="candidates">Candidates of each chain.</param>
    /// <param name="set">Number of the set.</param>
    /// <param name="number">Number of the text in its set.</param>
    /// <param name="isComplete">Whether what the gold standard does not name is no entity.</param>
    public static IEnumerable<LinkExample> Of(LinkedText text, Document document, List<Candidate>[] candidates, int set, int number, bool isComplete)
    {
        var gold = text.Mentions.ToLookup(mention => mention.Range);
        foreach (var (index, chain) in document.Chains.Index())
        {
            // Of an entry without a Wikidata id the gold standard cannot tell whether it is right.
            var known = candidates[index].Where(candidate => candidate.Entry.WikidataId.Length > 0).ToList();
            var names = chain.Mentions.Select(mention => document.Mentions[mention])
                .Where(mention => mention.Form == MentionForm.Name && text.Annotated.Contains(mention.Range)
                    && !gold[mention.Range].Any(match => match.IsOptional))
                .ToList();
            if (names.Count == 0 || known.Count == 0 || (!isComplete && !names.Exists(mention => gold.Contains(mention.Range))))
            {
                continue;
            }

            var id = names.SelectMany(mention => gold[mention.Range]).Where(mention => mention.Wikidata is not null).GroupBy(mention => mention.Wikidata!)
                .MaxBy(group => group.Count())?.Key;
            yield return new LinkExample(
                set, number, known, known.FindIndex(candidate => candidate.Entry.Id == id), names.Count, names.Count(mention => gold[mention.Range].Any(match => match.Wikidata == id)));
        }
    }
}
