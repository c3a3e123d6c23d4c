using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Parts a family name from the relative who bears it too: news names somebody whom everybody knows by it and introduces the wife by her full name. Where a text has
/// used the bare name before the full one, and the knowledge base knows a far better known bearer, the bare name means that one.
/// </summary>
internal sealed class Relatives(KnowledgeBase knowledge)
{
    private const byte Prominent = 60;
    private const byte LeastLead = 15;

    /// <summary>The document with such names in a chain of their own.</summary>
    public Document Mark(Document document)
    {
        var mentions = document.Mentions.ToArray();
        var chains = document.Chains.ToList();
        for (var number = 0; number < document.Chains.Count; number++)
        {
            if (document.Chains[number] is { Type: NameType.Person, Mentions.Count: > 1 } chain && Parted(document, chain) is { } bare)
            {
                foreach (var mention in bare)
                {
                    mentions[mention] = mentions[mention] with { Chain = chains.Count };
                }

                int[] rest = [.. chain.Mentions.Except(bare)];
                chains.Add(new CoreferenceChain(mentions[bare[0]].Range.Of(document.Text), NameType.Person, bare, chain.Title));
                chains[number] = chain with { Mentions = rest, Title = null };
            }
        }

        return chains.Count == document.Chains.Count ? document : document.With(mentions, chains);
    }

    /// <summary>The mentions of a chain that mean the better known bearer; null for none.</summary>
    private int[]? Parted(Document document, CoreferenceChain chain)
    {
        var surname = "";
        var (firstFull, firstBare) = (int.MaxValue, int.MaxValue);
        var isFull = new Dictionary<int, bool>();
        foreach (var index in chain.Mentions)
        {
            if (document.Mentions[index].Form != MentionForm.Name)
            {
                continue;
            }

            var words = NameVariants.WithoutTitles(NameKey.Of(document.Mentions[index].Range.Of(document.Text)).Split(' '));
            isFull[index] = words.Length > 1;
            if (words.Length > 1)
            {
                firstFull = Math.Min(firstFull, index);
                surname = surname.Length == 0 || surname == words[^1] ? words[^1] : "-";
            }
            else if (!IsHeadline(document, document.Mentions[index]))
            {
                firstBare = Math.Min(firstBare, index);
            }
        }

        if (firstBare >= firstFull || firstFull == int.MaxValue || surname is "-" || BestKnown(surname) is not { } known || IsAsWellKnown(document, chain, isFull, known))
        {
            return null;
        }

        // Pronouns and noun phrases go with the name before them.
        var (bare, goes) = (new List<int>(), false);
        foreach (var index in chain.Mentions)
        {
            goes = isFull.TryGetValue(index, out var full) ? !full : goes;
            if (goes)
            {
                bare.Add(index);
            }
        }

        return [.. bare];
    }

    private KnowledgeEntry? BestKnown(string surname) => knowledge.Find(surname)
        .FirstOrDefault(match => match is { Strength: AliasStrength.Partial, Entry: { Type: EntityType.Person, Popularity: >= Prominent } }).Entry;

    /// <summary>Whether somebody of the full name is the better known one, or not much less known.</summary>
    private bool IsAsWellKnown(Document document, CoreferenceChain chain, Dictionary<int, bool> isFull, KnowledgeEntry known) =>
        chain.Mentions.Where(index => isFull.GetValueOrDefault(index)).SelectMany(index => NameVariants.Of(document.Mentions[index].Range.Of(document.Text), NameType.Person))
            .SelectMany(knowledge.Find).Any(match => match.Strength != AliasStrength.Partial && (match.Entry.Id == known.Id || match.Entry.Popularity + LeastLead > known.Popularity));

    private static bool IsHeadline(Document document, Mention mention) =>
        mention.FirstToken < document.Sentences[0].EndToken || document.Sentences.Any(sentence => sentence.IsHeadline && sentence.FirstToken <= mention.FirstToken && mention.FirstToken < sentence.EndToken);
}
