using OnRecord.Language.Models;

namespace OnRecord.Language.Coreference;

/// <summary>What the antecedent ranker sees of a document.</summary>
internal sealed class ReferenceFeatures
{
    /// <summary>More than any anaphor, candidate or pair has.</summary>
    public const int Most = 40;

    private static readonly WordSet SpeechVerbs = LanguagePack.Default.Words("speech-verbs");

    private const int RivalReach = 3;
    private readonly DocumentView _view;
    private readonly List<Chain> _chains;
    private readonly QuoteMap _quotes;
    private readonly List<Markable> _markables;
    private readonly int[] _speakers;
    private readonly Dictionary<int, Markable> _speakersByToken = [];
    private readonly int[] _firstSubject;
    private readonly float[][] _vectors;
    private readonly int[] _compatiblePeople;
    private readonly ILookup<int, int> _namedBy;
    private readonly int _topPerson;
    private readonly int _topThing;

    public ReferenceFeatures(DocumentView view, List<Chain> chains, QuoteMap quotes, List<Markable> markables, ReferenceVectors vectors)
    {
        (_view, _chains, _quotes, _markables) = (view, chains, quotes, markables);
        _speakers = quotes.SpeakerTokens(view);
        _firstSubject = new int[view.Sentences.Count];
        Array.Fill(_firstSubject, -1);
        _vectors = new float[markables.Count][];
        _compatiblePeople = new int[markables.Count];
        var people = 0;
        var speaking = _speakers.ToHashSet();
        for (var m = 0; m < markables.Count; m++)
        {
            var markable = markables[m];
            if (speaking.Contains(markable.Head))
            {
                _speakersByToken[markable.Head] = markable;
            }

            if (_firstSubject[markable.Sentence] < 0 && DocumentView.IsSubject(view.Tokens[markable.Head]))
            {
                _firstSubject[markable.Sentence] = m;
            }

            _vectors[m] = markable.Form switch
            {
                MarkableForm.Name => vectors.OfName(view, markable.First, markable.End),
                MarkableForm.Noun => vectors.Of(view, markable.Head),
                _ => [],
            };
            people += markable is { Form: MarkableForm.Name, Type: NameType.Person } ? 1 : 0;
            _compatiblePeople[m] = people;
        }

        _namedBy = markables.Where(markable => markable is { Form: MarkableForm.Name, Quote: >= 0 } && SpeakerOf(markable) >= 0)
            .ToLookup(SpeakerOf, markable => markable.Chain);
        _topPerson = Top(chain => chain.Type == NameType.Person);
        _topThing = Top(chain => chain.Type is NameType.Organization or NameType.Place);
    }

    public float[] VectorOf(int markable) => _vectors[markable];

    /// <summary>The token that says who speaks the quotation around a markable, or -1.</summary>
    public int SpeakerOf(Markable markable) => markable.Quote >= 0 ? _speakers[markable.Quote] : -1;

    /// <summary>The chain of the name that speaks the quotation around a markable, or -1: nobody calls themselves "he" or "she".</summary>
    public int ChainOfSpeaker(Markable markable) =>
        markable.Quote >= 0 && _quotes.IsWhole(_view, markable.Quote) && _speakersByToken.TryGetValue(SpeakerOf(markable), out var speaker) && speaker.Form != MarkableForm.Pronoun ? speaker.Chain : -1;

    /// <summary>The chains named in a quotation by its speaker, who is none of them: "…," he said, "but nobody speaks for Shekau".</summary>
    public IEnumerable<int> NamedBy(int speaker) => _namedBy[speaker];

    /// <summary>Whether a candidate is a named person whose gender, as far as it is known or guessed, is that of the anaphor.</summary>
    public bool IsFittingPerson(int anaphor, int candidate)
    {
        var name = _markables[candidate];
        if (_markables[anaphor].Kind is not (AnaphorKind.He or AnaphorKind.She) || name.Form != MarkableForm.Name || TypeOf(name) != NameType.Person)
        {
            return false;
        }

        var chain = _chains[name.Chain];
        var isOpposite = _markables[anaphor].Kind == AnaphorKind.He
            ? chain.Gender == Gender.Female || (chain.Gender == Gender.Unknown && chain.Lean < 0)
            : chain.Gender == Gender.Male || (chain.Gender == Gender.Unknown && chain.Lean > 0);
        return !isOpposite;
    }

    private int Top(Func<Chain, bool> fits)
    {
        var (best, most) = (-1, 1);
        for (var c = 0; c < _chains.Count; c++)
        {
            if (fits(_chains[c]) && _chains[c].Mentions.Count > most)
            {
                (best, most) = (c, _chains[c].Mentions.Count);
            }
        }

        return best;
    }

    /// <summary>Features of an anaphor.</summary>
    public int OfAnaphor(int index, Span<int> features)
    {
        var count = 0;
        var anaphor = _markables[index];
        var kind = (int)anaphor.Kind;
        var token = _view.Tokens[anaphor.Head];
        features[count++] = FeatureSlots.Kind + kind;
        features[count++] = FeatureSlots.KindForm + (kind * 3) + (anaphor.IsReflexive ? 2 : anaphor.IsPossessive ? 1 : 0);
        features[count++] = FeatureSlots.KindRelation + (kind * FeatureSlots.Relations) + RelationOf(token);
        features[count++] = FeatureSlots.KindQuote + (kind * 3) + (anaphor.Quote < 0 ? 0 : _speakers[anaphor.Quote] < 0 ? 1 : 2);
        var sentence = _view.Sentences[anaphor.Sentence];
        features[count++] = FeatureSlots.KindStart + (kind * 2) + (anaphor.First <= sentence.FirstToken + 1 ? 1 : 0);
        features[count++] = FeatureSlots.KindHeadline + (kind * 2) + (sentence.IsHeadline ? 1 : 0);
        var (rivals, things) = Rivals(index);
        features[count++] = FeatureSlots.KindRivals + (kind * 4) + rivals;
        features[count++] = FeatureSlots.KindThings + (kind * 4) + things;
        if (token.Head >= 0)
        {
            var governor = _view.Tokens[token.Head];
            var isSpeech = SpeechVerbs.Contains(_view.Word(token.Head));
            features[count++] = FeatureSlots.KindGovernor + (kind * 6) + (isSpeech ? 0 : governor.Upos switch
            {
                Upos.Verb => 1,
                Upos.Adj => 2,
                Upos.Noun => 3,
                Upos.Propn => 4,
                _ => 5,
            });
            count = AddClauses(token.Head, anaphor, features, count);
        }

        if (anaphor.Form == MarkableForm.Noun)
        {
            features[count++] = FeatureSlots.Modifiers + Math.Min(2, anaphor.Head - anaphor.First - 1);
            features[count++] = FeatureSlots.NounClass + (anaphor.Type == NameType.Person ? 1 : anaphor.Type == NameType.Organization ? 2 : 0);
        }

        return count;
    }

    /// <summary>"It is clear that …", "it seems …", "it is time to …": clauses that hang from the word that the anaphor hangs from.</summary>
    private int AddClauses(int governor, Markable anaphor, Span<int> features, int count)
    {
        var (content, open, copula) = (false, false, false);
        for (var child = _view.Tree.FirstChild[governor]; child >= 0; child = _view.Tree.NextSibling[child])
        {
            if (child > anaphor.Head)
            {
                content |= _view.Tokens[child].Relation is "ccomp" or "csubj";
                open |= _view.Tokens[child].Relation is "xcomp" or "advcl" or "acl" or "acl:relcl";
                copula |= _view.Tokens[child].Relation is "cop";
            }
        }

        var start = FeatureSlots.Clause + ((int)anaphor.Kind * 4);
        if (content)
        {
            features[count++] = start;
        }

        if (open)
        {
            features[count++] = start + 1;
        }

        if (copula)
        {
            features[count++] = start + 2;
        }

        if (_view.Tokens[anaphor.Head].Relation == "expl")
        {
            features[count++] = start + 3;
        }

        return count;
    }

    private (int People, int Things) Rivals(int index)
    {
        Span<int> seen = stackalloc int[6];
        var (people, things) = (0, 0);
        for (var m = index - 1; m >= 0 && _markables[index].Sentence - _markables[m].Sentence <= RivalReach; m--)
        {
            var chain = _markables[m] is { Form: MarkableForm.Name } name ? name.Chain : -1;
            if (chain < 0 || seen[..(people + things)].Contains(chain))
            {
                continue;
            }

            if (_chains[chain].Type == NameType.Person && people < 3)
            {
                seen[people + things] = chain;
                people++;
            }
            else if (_chains[chain].Type is NameType.Organization or NameType.Place && things < 3)
            {
                seen[people + things] = chain;
                things++;
            }
        }

        return (people, things);
    }

    /// <summary>Features of a candidate, whatever the anaphor.</summary>
    public int OfCandidate(int index, Span<int> features)
    {
        var count = 0;
        var candidate = _markables[index];
        var token = _view.Tokens[candidate.Head];
        features[count++] = FeatureSlots.FormType + ((int)candidate.Form * 5) + (int)TypeOf(candidate);
        features[count++] = FeatureSlots.CandidateKind + (int)candidate.Kind;
        features[count++] = FeatureSlots.CandidateNumber + (int)candidate.Number;
        features[count++] = FeatureSlots.CandidateGender + (int)GenderOf(candidate);
        features[count++] = FeatureSlots.CandidateDeterminer + (int)candidate.Determiner;
        features[count++] = FeatureSlots.CandidateRelation + RelationOf(token);
        Span<bool> traits =
        [
            candidate.IsPossessive, candidate.Quote >= 0, _view.Sentences[candidate.Sentence].IsHeadline, IsConjoined(candidate),
            _firstSubject[candidate.Sentence] == index, candidate.Chain >= 0 && candidate.Chain == _topPerson,
            candidate.Chain >= 0 && candidate.Chain == _topThing, candidate.First == _view.Sentences[candidate.Sentence].FirstToken,
        ];
        for (var i = 0; i < traits.Length; i++)
        {
            if (traits[i])
            {
                features[count++] = FeatureSlots.CandidateTraits + i;
            }
        }

        features[count++] = FeatureSlots.ChainCount
            + (candidate.Form != MarkableForm.Name ? 5 : Math.Min(4, Log2(_chains[candidate.Chain].Mentions.Count)));
        return count;
    }

    /// <summary>Features of an anaphor with a candidate.</summary>
    public int OfPair(int anaphorIndex, int candidateIndex, Span<int> features)
    {
        var count = 0;
        var (anaphor, candidate) = (_markables[anaphorIndex], _markables[candidateIndex]);
        var (kind, group) = ((int)anaphor.Kind, GroupOf(anaphor.Kind));
        var sentences = anaphor.Sentence - candidate.Sentence;
        var isBefore = candidateIndex < anaphorIndex;
        features[count++] = FeatureSlots.SentenceDistance + (group * 7) + Math.Clamp(sentences, 0, 6);
        features[count++] = FeatureSlots.MarkableDistance + (group * 8) + Math.Min(7, Log2(Math.Abs(anaphorIndex - candidateIndex)));
        if (sentences == 0)
        {
            features[count++] = FeatureSlots.TokenDistance + (group * 6) + Math.Min(5, Log2(Math.Abs(anaphor.Head - candidate.Head)));
        }

        var gender = GenderOf(candidate);
        features[count++] = FeatureSlots.GenderFit + (kind * 4)
            + (anaphor.Gender == Gender.Unknown ? 3 : gender == Gender.Unknown ? 1 : gender == anaphor.Gender ? 0 : 2);
        if (candidate.Chain >= 0 && candidate.Form == MarkableForm.Name && anaphor.Kind is AnaphorKind.He or AnaphorKind.She)
        {
            features[count++] = FeatureSlots.GenderLean + (((int)anaphor.Kind - 1) * 18) + LeanOf(_chains[candidate.Chain]);
        }

        features[count++] = FeatureSlots.TypeFit + (kind * 15) + ((int)candidate.Form * 5) + (int)TypeOf(candidate);
        features[count++] = FeatureSlots.PronounFit + (kind * FeatureSlots.Kinds) + (candidate.Form == MarkableForm.Pronoun ? (int)candidate.Kind : 0);
        features[count++] = FeatureSlots.NumberFit + (kind * 3) + (int)candidate.Number;
        features[count++] = FeatureSlots.QuoteFit + (group * 6) + QuoteFit(anaphor, candidate);
        features[count++] = FeatureSlots.SpeakerFit + (group * 4) + SpeakerFit(anaphor, candidate);
        features[count++] = FeatureSlots.Barred + (group * 3) + BarFit(anaphor, candidate);
        features[count++] = FeatureSlots.ClauseSubject + (group * 4) + ClauseSubject(anaphor, candidate);
        features[count++] = FeatureSlots.Parallel + (group * 4) + ParallelFit(anaphor, candidate);
        features[count++] = FeatureSlots.Paragraph + (group * 2)
            + (_view.Sentences[anaphor.Sentence].Paragraph == _view.Sentences[candidate.Sentence].Paragraph ? 1 : 0);
        features[count++] = FeatureSlots.Cataphora + (group * 3) + (isBefore ? 0 : DocumentView.IsSubject(_view.Tokens[candidate.Head]) ? 2 : 1);
        if (anaphor.Kind is AnaphorKind.He or AnaphorKind.She)
        {
            features[count++] = FeatureSlots.RivalsBetween + (group * 4)
                + (isBefore ? Math.Min(3, _compatiblePeople[anaphorIndex] - _compatiblePeople[candidateIndex]) : 0);
        }

        features[count++] = FeatureSlots.PreviousSubject + (group * 2)
            + (sentences == 1 && _firstSubject[candidate.Sentence] == candidateIndex ? 1 : 0);
        return anaphor.Form == MarkableForm.Noun ? AddNominal(anaphorIndex, candidateIndex, features, count) : count;
    }

    private int AddNominal(int anaphorIndex, int candidateIndex, Span<int> features, int count)
    {
        var (anaphor, candidate) = (_markables[anaphorIndex], _markables[candidateIndex]);
        var word = _view.Lower(anaphor.Head);
        if (candidate.Form == MarkableForm.Name)
        {
            var chain = _chains[candidate.Chain];
            var hasHead = chain.Key.Words.Contains(word);
            features[count++] = FeatureSlots.HeadFit + (hasHead ? chain.Key.Words[^1] == word ? 0 : 1 : 2);
            features[count++] = FeatureSlots.RoleFit + RoleFit(anaphor, chain);
            features[count++] = FeatureSlots.NameCosine + Bin(ReferenceVectors.Cosine(_vectors[anaphorIndex], _vectors[candidateIndex]));
        }
        else if (candidate.Form == MarkableForm.Noun)
        {
            var same = _view.Word(candidate.Head).Equals(word, StringComparison.OrdinalIgnoreCase);
            features[count++] = FeatureSlots.HeadFit + (same ? candidate.Chain >= 0 ? 3 : 4 : 5);
            features[count++] = FeatureSlots.NounCosine + Bin(ReferenceVectors.Cosine(_vectors[anaphorIndex], _vectors[candidateIndex]));
        }
        else
        {
            features[count++] = FeatureSlots.HeadFit + 6;
        }

        return count;
    }

    private int RoleFit(Markable anaphor, Chain chain)
    {
        if (chain.Roles.Count == 0 || RoleFinder.RoleAt(_view, anaphor.Head) is not { } role)
        {
            return 0;
        }

        return chain.Roles.Exists(other => other.Noun == role.Noun)
            ? chain.Roles.Exists(other => other.Noun == role.Noun && role.Modifiers.All(other.Modifiers.Contains)) ? 2 : 1
            : 3;
    }

    private int QuoteFit(Markable anaphor, Markable candidate) =>
        anaphor.Quote < 0 ? candidate.Quote < 0 ? 0 : 1
        : candidate.Quote == anaphor.Quote ? 2
        : candidate.Quote < 0 ? _view.SentenceOf(_quotes[anaphor.Quote].First) == candidate.Sentence ? 3 : 4
        : 5;

    private int SpeakerFit(Markable anaphor, Markable candidate)
    {
        if (anaphor.Quote >= 0)
        {
            var speaker = _speakers[anaphor.Quote];
            return speaker < 0 ? 0 : speaker >= candidate.First && speaker < candidate.End ? 1 : IsSameName(speaker, candidate) ? 2 : 3;
        }

        return 0;
    }

    private bool IsSameName(int token, Markable candidate) =>
        candidate.Form == MarkableForm.Name && _view.NameAt(token) >= 0 && _view.ChainOfName(_view.NameAt(token)) == candidate.Chain;

    /// <summary>
    /// "Smith met him", "Smith's view of him": a plain pronoun is never an argument of the verb or noun that its antecedent is an argument of.
    /// </summary>
    public bool IsBarred(Markable anaphor, Markable candidate)
    {
        if (anaphor.Form != MarkableForm.Pronoun || anaphor.IsReflexive || anaphor.Sentence != candidate.Sentence)
        {
            return false;
        }

        var (own, other) = (_view.Tokens[anaphor.Head], _view.Tokens[candidate.Head]);
        return own.Head == candidate.Head
            || (!anaphor.IsPossessive && own.Head >= 0 && own.Head == other.Head && IsArgument(own) && IsArgument(other));
    }

    private static bool IsArgument(in Token token) => token.Relation is "nsubj" or "nsubj:pass" or "obj" or "iobj" or "obl" or "obl:agent";

    /// <summary>"Smith met him": a plain object is not the subject of its own verb; nor does "his" mean the noun it hangs from.</summary>
    private int BarFit(Markable anaphor, Markable candidate)
    {
        var (own, other) = (_view.Tokens[anaphor.Head], _view.Tokens[candidate.Head]);
        if (own.Head == candidate.Head || other.Head == anaphor.Head)
        {
            return 1;
        }

        return own.Head >= 0 && own.Head == other.Head && other.Relation is not ("conj" or "advcl") ? 2 : 0;
    }

    /// <summary>Whether a candidate is the subject of the clause around the anaphor, or of one further out.</summary>
    private int ClauseSubject(Markable anaphor, Markable candidate)
    {
        var subject = _view.Tokens[candidate.Head];
        if (anaphor.Sentence != candidate.Sentence || !DocumentView.IsSubject(subject))
        {
            return 0;
        }

        var at = _view.Tokens[anaphor.Head].Head;
        var verbs = 0;
        for (var steps = 0; at >= 0 && steps < 12; steps++)
        {
            if (subject.Head == at)
            {
                return verbs == 0 ? 1 : verbs == 1 ? 2 : 3;
            }

            verbs += _view.Tokens[at].Upos == Upos.Verb ? 1 : 0;
            at = _view.Tokens[at].Head;
        }

        return 0;
    }

    private int ParallelFit(Markable anaphor, Markable candidate)
    {
        var (own, other) = (_view.Tokens[anaphor.Head], _view.Tokens[candidate.Head]);
        var (isSubject, wasSubject) = (DocumentView.IsSubject(own), DocumentView.IsSubject(other));
        return isSubject && wasSubject ? 1 : wasSubject ? 2 : own.Relation == other.Relation ? 3 : 0;
    }

    private bool IsConjoined(Markable candidate)
    {
        if (_view.Tokens[candidate.Head].Relation == "conj")
        {
            return true;
        }

        for (var child = _view.Tree.FirstChild[candidate.Head]; child >= 0 && child < candidate.End + 6; child = _view.Tree.NextSibling[child])
        {
            if (child >= candidate.End && _view.Tokens[child].Relation == "conj")
            {
                return true;
            }
        }

        return false;
    }

    private NameType TypeOf(Markable markable) => markable.Form == MarkableForm.Name ? _chains[markable.Chain].Type : markable.Type;

    private Gender GenderOf(Markable markable) => markable.Form == MarkableForm.Name ? _chains[markable.Chain].Gender : markable.Gender;

    private static int LeanOf(Chain chain)
    {
        var bin = float.IsNaN(chain.Lean) ? 8 : Math.Clamp((int)MathF.Floor((chain.Lean * 10) + 4), 0, 7);
        return (chain.Key.Words.Length > 1 ? 0 : 9) + bin;
    }

    private static int Bin(float cosine) => float.IsNaN(cosine) ? 8 : Math.Clamp((int)MathF.Floor(cosine * 10), 0, 7);

    private static int Log2(int number) => number <= 0 ? 0 : System.Numerics.BitOperations.Log2((uint)number);

    private static int GroupOf(AnaphorKind kind) => kind switch
    {
        AnaphorKind.He or AnaphorKind.She => 0,
        AnaphorKind.It => 1,
        AnaphorKind.They => 2,
        AnaphorKind.Speaker => 3,
        _ => 4,
    };

    private static int RelationOf(in Token token) => token.Relation switch
    {
        "nsubj" => 0,
        "nsubj:pass" => 1,
        "obj" or "iobj" => 2,
        "obl" or "obl:agent" => 3,
        "nmod" or "nmod:poss" => 4,
        "conj" => 5,
        "appos" => 6,
        "compound" or "flat" => 7,
        "root" => 8,
        "expl" => 9,
        "vocative" or "parataxis" or "discourse" => 10,
        _ => 11,
    };
}
