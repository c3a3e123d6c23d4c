using OnRecord.Language;
using OnRecord.Language.Coreference;
using OnRecord.Language.Models;

namespace OnRecord.Trainer.Coreference;

/// <summary>Makes training examples of texts.</summary>
internal sealed class ReferenceExamples(WordVectors words)
{
    private const int MaskReach = 2;
    private const float MaskWeight = 0.1f;
    private const float LeastLean = 0.08f;
    private readonly ReferenceVectors _vectors = new(words);

    // Only the chains of names are asked of it, which need no model.
    private readonly CoreferenceResolver _resolver = new(words, new ReferenceModel([], [], [], []));

    /// <summary>Of a document with the annotators' chains: what our own analysis offers as candidates, and which of them are right.</summary>
    public List<ReferenceExample> Of(GumDocument document)
    {
        var (view, mentions, chains) = Read(document.Text);
        var quotes = new QuoteMap(view);
        var markables = MarkableFinder.Find(view, mentions, quotes);
        var features = new ReferenceFeatures(view, chains, quotes, markables, _vectors);
        var gold = GoldChains(document, view, markables);
        return [.. new ReferenceCandidates(markables, features).Anaphors()
            // Annotators leave out some pronouns of fixed phrases.
            .Where(index => gold[index] is not null || markables[index].Form != MarkableForm.Pronoun || markables[index].Kind == AnaphorKind.It)
            .Select(index => Example(view, markables, features, index, candidate => gold[index] is { } right && gold[candidate] == right))];
    }

    /// <summary>
    /// Of a text without annotation: names and nouns that come again soon are read as if a pronoun stood in their place (as WikiCREM does,
    /// Kocijan et al. 2019). The verbs and kinds of names of news are learned from these.
    /// </summary>
    public List<ReferenceExample> Masked(string text)
    {
        var (view, mentions, chains) = Read(text);
        var quotes = new QuoteMap(view);
        var markables = MarkableFinder.Find(view, mentions, quotes);
        var examples = new List<ReferenceExample>();
        for (var index = 1; index < markables.Count; index++)
        {
            var shown = markables[index];
            var kind = shown.Quote >= 0 ? AnaphorKind.None : PronounFor(shown, chains, index);
            if (kind == AnaphorKind.None || !ComesAgain(markables, index, view))
            {
                continue;
            }

            markables[index] = Pronoun(shown, kind);
            var features = new ReferenceFeatures(view, chains, quotes, markables, _vectors);
            var example = Example(view, markables, features, index, candidate => IsSame(view, shown, markables[candidate]));
            examples.Add(example with { Weight = MaskWeight });
            markables[index] = shown;
        }

        return examples;
    }

    private (DocumentView View, List<MentionDraft> Mentions, List<Chain> Chains) Read(string text)
    {
        var (document, names) = LanguageEngine.Default.ReadNames(text);
        return _resolver.FindNames(document, names);
    }

    private static bool ComesAgain(List<Markable> markables, int index, DocumentView view)
    {
        for (var m = index - 1; m >= 0 && markables[index].Sentence - markables[m].Sentence <= MaskReach; m--)
        {
            if (IsSame(view, markables[index], markables[m]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(DocumentView view, Markable shown, Markable other) => shown.Form == other.Form && (shown.Form == MarkableForm.Name
        ? shown.Chain == other.Chain
        : view.Word(shown.Head).Equals(view.Word(other.Head), StringComparison.OrdinalIgnoreCase));

    private static AnaphorKind PronounFor(Markable shown, List<Chain> chains, int index)
    {
        if (shown.Form == MarkableForm.Noun)
        {
            return shown is { Determiner: Determiner.Definite, Number: GrammaticalNumber.Singular, Gender: Gender.Unknown, Type: not NameType.Person }
                ? AnaphorKind.It : AnaphorKind.None;
        }

        if (shown.Form != MarkableForm.Name)
        {
            return AnaphorKind.None;
        }

        var chain = chains[shown.Chain];
        return chain.Type switch
        {
            NameType.Organization or NameType.Place => AnaphorKind.It,
            NameType.Person => chain.Gender switch
            {
                Gender.Male => AnaphorKind.He,
                Gender.Female => AnaphorKind.She,
                _ => chain.Lean > LeastLean ? AnaphorKind.He : chain.Lean < -LeastLean ? AnaphorKind.She
                    // A first name that tells nothing must be no reason against: most people in news are men.
                    : index % 4 == 0 ? AnaphorKind.She : AnaphorKind.He,
            },
            _ => AnaphorKind.None,
        };
    }

    private static Markable Pronoun(Markable shown, AnaphorKind kind) => new()
    {
        First = shown.First,
        End = shown.End,
        Head = shown.Head,
        Sentence = shown.Sentence,
        Form = MarkableForm.Pronoun,
        Kind = kind,
        Number = GrammaticalNumber.Singular,
        Gender = kind switch { AnaphorKind.He => Gender.Male, AnaphorKind.She => Gender.Female, _ => Gender.Unknown },
        IsPossessive = shown.IsPossessive,
        Type = kind == AnaphorKind.It ? NameType.Unspecified : NameType.Person,
        Quote = shown.Quote,
    };

    private ReferenceExample Example(
        DocumentView view, List<Markable> markables, ReferenceFeatures features, int index, Func<int, bool> isRight)
    {
        Span<int> slots = stackalloc int[ReferenceFeatures.Most];
        Span<int> found = stackalloc int[ReferenceCandidates.Most];
        var own = slots[..features.OfAnaphor(index, slots)].ToArray();
        var list = new List<CandidateExample>();
        foreach (var candidate in found[..new ReferenceCandidates(markables, features).Of(index, found)])
        {
            list.Add(new CandidateExample(
                slots[..features.OfCandidate(candidate, slots)].ToArray(),
                slots[..features.OfPair(index, candidate, slots)].ToArray(),
                features.VectorOf(candidate),
                isRight(candidate)));
        }

        var anaphor = markables[index];
        var governor = view.Tokens[anaphor.Head].Head;
        return new ReferenceExample(
            anaphor.Kind, own, anaphor.Form == MarkableForm.Noun ? features.VectorOf(index) : [], governor >= 0 ? _vectors.Of(view, governor) : [], [.. list]);
    }

    /// <summary>The annotators' chain of each markable: that of the mention with its range or, failing that, with its head.</summary>
    private static string?[] GoldChains(GumDocument document, DocumentView view, List<Markable> markables)
    {
        var byRange = new Dictionary<TextRange, string>();
        var byHead = new Dictionary<int, (int Length, string Chain)>();
        foreach (var mention in document.Mentions)
        {
            byRange[mention.Range] = mention.Chain;
            var first = Array.FindIndex(view.Tokens, token => token.End > mention.Range.Start);
            var end = Array.FindLastIndex(view.Tokens, token => token.Start < mention.Range.End) + 1;
            if (first < end)
            {
                var head = DocumentView.HeadOf(view.Tokens, first, end);
                if (!byHead.TryGetValue(head, out var other) || other.Length > mention.Range.Length)
                {
                    byHead[head] = (mention.Range.Length, mention.Chain);
                }
            }
        }

        return [.. markables.Select(markable =>
        {
            var range = new TextRange(view.Tokens[markable.First].Start, view.Tokens[markable.End - 1].End);
            return byRange.TryGetValue(range, out var exact) ? exact
                : byHead.TryGetValue(markable.Head, out var mention) ? mention.Chain
                : markable.Form != MarkableForm.Name ? null
                : document.Mentions.Where(other => other.Range.Contains(range)).OrderBy(other => other.Range.Length).Select(other => other.Chain).FirstOrDefault();
        })];
    }
}
