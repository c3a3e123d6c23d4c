namespace OnRecord.Language.Coreference;

/// <summary>Which markables an anaphor may refer to.</summary>
internal sealed class ReferenceCandidates(List<Markable> markables, ReferenceFeatures features)
{
    /// <summary>Most candidates of one anaphor.</summary>
    public const int Most = 64;

    private const int PronounReach = 4;
    private const int NounReach = 12;
    private const int NamesReach = 400;

    /// <summary>The anaphors in the order in which they are resolved: what stands outside quotations tells who speaks in them.</summary>
    public IEnumerable<int> Anaphors()
    {
        for (var m = 0; m < markables.Count; m++)
        {
            if (markables[m].Kind != AnaphorKind.None && markables[m].Quote < 0)
            {
                yield return m;
            }
        }

        for (var m = 0; m < markables.Count; m++)
        {
            if (markables[m].Kind != AnaphorKind.None && markables[m].Quote >= 0)
            {
                yield return m;
            }
        }
    }

    /// <summary>Writes the candidates of an anaphor, nearest first, and returns their number.</summary>
    public int Of(int index, Span<int> candidates)
    {
        var anaphor = markables[index];
        var count = 0;
        var isNoun = anaphor.Form == MarkableForm.Noun;
        var reach = isNoun ? NounReach : PronounReach;
        Span<int> chains = stackalloc int[Most];
        for (var m = index - 1; m >= 0 && count < Most - 2 && index - m < NamesReach; m--)
        {
            var candidate = markables[m];
            var isNear = anaphor.Sentence - candidate.Sentence <= reach;
            if (!isNear && !isNoun)
            {
                break;
            }

            // A noun phrase may reach far back, but then only to something with a name.
            if ((isNoun && candidate.Form == MarkableForm.Noun && !isNear) || !MayMean(anaphor, candidate) || features.IsBarred(anaphor, candidate)
                || (isNoun && candidate.Form == MarkableForm.Name && chains[..count].Contains(candidate.Chain + 1)))
            {
                continue;
            }

            chains[count] = candidate.Chain + 1;
            candidates[count++] = m;
        }

        return AddLater(index, anaphor, candidates, count);
    }

    /// <summary>The speaker named after the quotation, and the subject after "In his speech, …".</summary>
    private int AddLater(int index, Markable anaphor, Span<int> candidates, int count)
    {
        var speaker = features.SpeakerOf(anaphor);
        for (var m = index + 1; m < markables.Count && count < Most; m++)
        {
            var candidate = markables[m];
            var isSpeaker = speaker >= candidate.First && speaker < candidate.End;
            if (candidate.First > Math.Max(speaker, anaphor.First) && candidate.Sentence > anaphor.Sentence)
            {
                break;
            }

            if (isSpeaker || (anaphor.IsPossessive && anaphor.Quote < 0 && candidate.Form == MarkableForm.Name && candidate.Sentence == anaphor.Sentence && count < Most - 1))
            {
                candidates[count++] = m;
            }
        }

        return count;
    }

    /// <summary>What no annotator would ever join is left out; the rest is for the ranker to say.</summary>
    private static bool MayMean(Markable anaphor, Markable candidate)
    {
        if (candidate.Form == MarkableForm.Pronoun)
        {
            return anaphor.Form == MarkableForm.Pronoun ? candidate.Kind == anaphor.Kind || (candidate.Kind == AnaphorKind.Speaker && anaphor.Kind is AnaphorKind.He or AnaphorKind.She)
                || (anaphor.Kind == AnaphorKind.Speaker && candidate.Kind is AnaphorKind.He or AnaphorKind.She)
                || (anaphor.Kind is AnaphorKind.It or AnaphorKind.They && candidate.Kind is AnaphorKind.It or AnaphorKind.They)
                : true;
        }

        return anaphor.Kind switch
        {
            AnaphorKind.He or AnaphorKind.She or AnaphorKind.It or AnaphorKind.Speaker or AnaphorKind.Definite or AnaphorKind.Demonstrative =>
                candidate.Number != GrammaticalNumber.Plural,
            _ => true,
        };
    }
}
