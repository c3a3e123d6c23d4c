namespace OnRecord.Language.Coreference;

/// <summary>
/// Gives pronouns and noun phrases their antecedents: <see cref="ReferenceModel"/> says how likely each candidate, or nobody, is meant.
/// What falls to the mentions of one chain is added up, so that "he" two sentences on profits from the "he" between. Nobody gets a name by
/// a guess: below the threshold of its kind a reference stays unresolved.
/// </summary>
internal sealed class ReferenceResolver(ReferenceModel model, ReferenceVectors vectors)
{
    // Two people of whom either may be meant are left apart.
    private const float LeastLead = 0.15f;

    /// <summary>Adds the references that could be resolved to the mentions and their chains.</summary>
    public void Resolve(DocumentView view, List<MentionDraft> mentions, List<Chain> chains)
    {
        var quotes = new QuoteMap(view);
        var markables = MarkableFinder.Find(view, mentions, quotes);
        var features = new ReferenceFeatures(view, chains, quotes, markables, vectors);
        var ranker = new ReferenceRanker(view, model, vectors, markables, features);
        var shares = new float[chains.Count];
        foreach (var index in new ReferenceCandidates(markables, features).Anaphors())
        {
            var anaphor = markables[index];
            Array.Clear(shares);
            ranker.AddShares(index, shares);
            var (best, lead) = Best(shares);
            if (best < 0)
            {
                continue;
            }

            (anaphor.Chain, anaphor.Share) = (best, shares[best]);
            if (anaphor.Share >= model.Thresholds[(int)anaphor.Kind] && lead >= LeastLead)
            {
                var form = anaphor.Form == MarkableForm.Noun ? MentionForm.Nominal : MentionForm.Pronoun;
                chains[best].Mentions.Add(mentions.Count);
                mentions.Add(new MentionDraft(anaphor.First, anaphor.End, anaphor.Head, anaphor.Sentence, chains[best].Type, form, anaphor.Share) { Chain = best });
            }
        }
    }

    /// <summary>The likeliest chain, or -1, and how far it is ahead of the next.</summary>
    private static (int Chain, float Lead) Best(ReadOnlySpan<float> shares)
    {
        var (best, most, second) = (-1, 0f, 0f);
        for (var c = 0; c < shares.Length; c++)
        {
            if (shares[c] > most)
            {
                (best, most, second) = (c, shares[c], most);
            }
            else
            {
                second = MathF.Max(second, shares[c]);
            }
        }

        return (best, most - second);
    }
}
