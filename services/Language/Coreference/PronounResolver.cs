namespace OnRecord.Language.Coreference;

/// <summary>
/// Gives pronouns their antecedents by gender, number, distance and syntactic salience, in the spirit of Lappin and Leass (1994) and of
/// the precise passes of Lee et al. (2013). An unresolved pronoun is better than a wrong one: it needs a clear winner.
/// </summary>
internal sealed class PronounResolver(DocumentView view, List<MentionDraft> mentions, List<Chain> chains, QuoteMap quotes)
{
    private const int Reach = 3;
    private const float Least = 0.9f;
    private const float Lead = 0.15f;

    /// <summary>Resolves what stands outside quotes, then finds speakers, then resolves what stands inside.</summary>
    public void Resolve()
    {
        Pass(inQuotes: false);
        var speakers = new int[quotes.Count];
        for (var quote = 0; quote < speakers.Length; quote++)
        {
            var token = quotes.SpeakerToken(view, quote);
            speakers[quote] = token < 0 ? -1 : ChainAt(token);
        }

        Pass(inQuotes: true, speakers);
    }

    private void Pass(bool inQuotes, int[]? speakers = null)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (view.Tokens[i].Upos != Upos.Pron || (quotes.At(i) >= 0) != inQuotes || KindOf(view.Word(i)) is not { } kind)
            {
                continue;
            }

            var speaker = speakers is null ? -1 : speakers[quotes.At(i)];
            var (chain, confidence) = kind.IsFirstPerson
                ? (speaker >= 0 && chains[speaker].Type == NameType.Person ? speaker : -1, 0.8f)
                : Best(i, kind, speaker);
            if (chain >= 0)
            {
                mentions.Add(new MentionDraft(i, i + 1, i, view.SentenceOf(i), chains[chain].Type, MentionForm.Pronoun, confidence) { Chain = chain });
                chains[chain].Mentions.Add(mentions.Count - 1);
                if (kind.Gender != Gender.Unknown && chains[chain].Gender == Gender.Unknown)
                {
                    chains[chain].Gender = kind.Gender;
                }
            }
        }
    }

    private int ChainAt(int token)
    {
        foreach (var mention in mentions)
        {
            if (token >= mention.First && token < mention.End)
            {
                return mention.Chain;
            }
        }

        return -1;
    }

    private (int Chain, float Confidence) Best(int pronoun, PronounKind kind, int speaker)
    {
        var (best, most, second) = (-1, 0f, 0f);
        for (var c = 0; c < chains.Count; c++)
        {
            if (c == speaker || !Fits(chains[c], kind) || (kind.Gender == Gender.Unknown && !MayStandForThing(pronoun)))
            {
                continue;
            }

            var score = Score(pronoun, kind, chains[c]);
            if (score > most)
            {
                (best, most, second) = (c, score, most);
            }
            else
            {
                second = Math.Max(second, score);
            }
        }

        return most >= Least && most - second >= Lead ? (best, Math.Min(0.9f, 0.4f + ((most - second) * 0.4f))) : (-1, 0);
    }

    private static bool Fits(Chain chain, PronounKind kind) => kind.Gender == Gender.Unknown
        ? chain.Type is NameType.Organization or NameType.Place
        : chain.Type == NameType.Person && (chain.Gender == Gender.Unknown || chain.Gender == kind.Gender);

    /// <summary>
    /// "it" is often nobody ("it is time") or a thing without a name; it is resolved as the subject of a speech verb and in "its".
    /// </summary>
    private bool MayStandForThing(int pronoun)
    {
        var token = view.Tokens[pronoun];
        return quotes.At(pronoun) < 0 && token.Head >= 0
            && (token.Relation == "nmod" || token.Relation == "nmod:poss" || (token.Relation == "nsubj" && SpeechVerbs.Contains(view.Word(token.Head))));
    }

    /// <summary>Whether a person without a name stands closer to the pronoun and is of its gender ("his wife said she").</summary>
    private bool HasUnnamedBetween(MentionDraft mention, int pronoun, Gender gender)
    {
        for (var i = mention.End; i < pronoun; i++)
        {
            if (view.Tokens[i].Upos == Upos.Noun && view.NameAt(i) < 0 && RoleNouns.GenderOfUnnamed(view.Word(i)) is var found and not Gender.Unknown
                && found == gender && !(view.Tokens[i].Relation == "appos" || i + 1 == pronoun))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The strength of a chain as antecedent: that of its best mention before the pronoun.</summary>
    private float Score(int pronoun, PronounKind kind, Chain chain)
    {
        var sentence = view.SentenceOf(pronoun);
        var best = 0f;
        var recent = 0;
        foreach (var index in chain.Mentions)
        {
            var mention = mentions[index];
            var distance = sentence - mention.Sentence;
            if (mention.First >= pronoun || distance > Reach || view.Sentences[mention.Sentence].IsHeadline != view.Sentences[sentence].IsHeadline)
            {
                continue;
            }

            recent++;
            var head = view.Tokens[mention.Head];
            if (distance > 0 && kind.IsReflexive)
            {
                continue;
            }

            if (distance == 0 && IsBarred(pronoun, kind, mention))
            {
                return 0;
            }

            // In "A and B argued", B is as much the subject as A.
            while (head.Relation == "conj" && head.Head >= 0 && view.NameAt(head.Head) >= 0)
            {
                head = view.Tokens[head.Head];
            }

            var isSubject = DocumentView.IsSubject(head);
            var score = distance switch { 0 => 1.0f, 1 => 1.0f, 2 => 0.7f, _ => 0.45f };
            score += isSubject ? 0.5f : 0f;
            score += isSubject && DocumentView.IsSubject(view.Tokens[pronoun]) ? 0.2f : 0f;
            score -= head.Relation is "nmod" or "nmod:poss" or "compound" or "conj" ? 0.25f : 0f;
            score -= kind.Gender != Gender.Unknown && HasUnnamedBetween(mention, pronoun, kind.Gender) ? 0.5f : 0f;
            score += mention.Form == MentionForm.Pronoun ? 0.15f : 0f;
            best = Math.Max(best, score);
        }

        if (best == 0)
        {
            return 0;
        }

        best += Math.Min(0.3f, 0.1f * (recent - 1));
        best += chain.Gender == kind.Gender && kind.Gender != Gender.Unknown ? 0.35f : 0f;
        if (kind.Gender == Gender.Unknown)
        {
            // Things without a name are everywhere, so "it" needs a named subject close by.
            best -= chain.Type == NameType.Place ? 0.6f : 0.35f;
        }

        return best;
    }

    /// <summary>"Smith met him": a plain object is not the subject of its own verb; nor does "his" mean the name it hangs from.</summary>
    private bool IsBarred(int pronoun, PronounKind kind, MentionDraft mention)
    {
        var own = view.Tokens[pronoun];
        var other = view.Tokens[mention.Head];
        if (kind.IsReflexive)
        {
            return own.Head != other.Head;
        }

        return own.Head == mention.Head
            || (own.Head >= 0 && own.Head == other.Head && !own.Relation.StartsWith("nmod", StringComparison.Ordinal) && other.Relation != "advcl"
                && other.Relation != "conj");
    }

    private static PronounKind? KindOf(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[8];
        if (word.Length > lower.Length)
        {
            return null;
        }

        lower = lower[..word.ToLowerInvariant(lower)];
        return lower switch
        {
            "he" or "him" or "his" => new PronounKind(Gender.Male),
            "she" or "her" or "hers" => new PronounKind(Gender.Female),
            "himself" => new PronounKind(Gender.Male, IsReflexive: true),
            "herself" => new PronounKind(Gender.Female, IsReflexive: true),
            "it" or "its" => new PronounKind(Gender.Unknown),
            "i" or "me" or "my" or "myself" => new PronounKind(Gender.Unknown, IsFirstPerson: true),
            _ => null,
        };
    }

    /// <summary>What a pronoun asks of its antecedent; no gender means a thing.</summary>
    private readonly record struct PronounKind(Gender Gender, bool IsReflexive = false, bool IsFirstPerson = false);
}
