using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What features ask of a whole document, worked out once: what it is about, and who speaks in it how often.</summary>
internal sealed class DocumentFacts
{
    private const int LeadSentences = 2;

    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite-one");

    private readonly string?[] _stems;
    private readonly Dictionary<string, int> _frequency = new(StringComparer.Ordinal);
    private readonly HashSet<string> _title = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lead = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _firstSentence = [];
    private readonly Dictionary<int, int> _says = [];
    private readonly Dictionary<string, int> _introduced = new(StringComparer.Ordinal);

    public DocumentFacts(SyntaxView view)
    {
        _stems = new string?[view.Tokens.Length];
        var body = 0;
        for (var s = 0; s < view.Document.Sentences.Count; s++)
        {
            var sentence = view.Document.Sentences[s];
            var isLead = !sentence.IsHeadline && body++ < LeadSentences;
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                if (view.Tokens[i].Upos is Upos.Noun or Upos.Propn or Upos.Verb or Upos.Adj or Upos.Num)
                {
                    var stem = _stems[i] = PorterStemmer.Stem(view.Document.Lower[i]);
                    _frequency[stem] = _frequency.GetValueOrDefault(stem) + 1;
                    if (sentence.IsHeadline)
                    {
                        _title.Add(stem);
                    }
                    else if (isLead)
                    {
                        _lead.Add(stem);
                    }
                }
            }
        }

        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (_stems[i] is { } noun && view.Tokens[i].Upos == Upos.Noun && view.Child(i, "det") is var article and >= 0 && Indefinite.Contains(view.Document.Word(article)))
            {
                _introduced.TryAdd(noun, i);
            }
        }

        HasTitle = _title.Count > 0;
        foreach (var mention in view.Document.Mentions)
        {
            _firstSentence.TryAdd(mention.Chain, view.SentenceOf[mention.FirstToken]);
            if (IsSpeaker(view, mention))
            {
                _says[mention.Chain] = _says.GetValueOrDefault(mention.Chain) + 1;
            }
        }
    }

    /// <summary>Whether the text has a headline.</summary>
    public bool HasTitle { get; }

    /// <summary>Share of the content words of a span that the headline has.</summary>
    public float InTitle(TokenSpan span) => Share(span, _title);

    /// <summary>Share of the content words of a span that the first sentences of the body have.</summary>
    public float InLead(TokenSpan span) => Share(span, _lead);

    /// <summary>How often the text uses the content words of a span, the mean of the logarithms.</summary>
    public float Centrality(TokenSpan span)
    {
        var (sum, count) = (0f, 0);
        for (var i = span.First; i < span.End; i++)
        {
            if (_stems[i] is { } stem)
            {
                sum += MathF.Log(_frequency[stem]);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Content words that two spans share, by those of the shorter one.</summary>
    public float Alike(TokenSpan one, TokenSpan other)
    {
        var (first, second) = (Stems(one), Stems(other));
        return first.Count == 0 || second.Count == 0 ? 0 : (float)first.Count(second.Contains) / Math.Min(first.Count, second.Count);
    }

    private HashSet<string> Stems(TokenSpan span)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = span.First; i < span.End; i++)
        {
            if (_stems[i] is { } stem)
            {
                found.Add(stem);
            }
        }

        return found;
    }

    /// <summary>Whether an earlier phrase has brought the noun in as "a …": "the witness" then is that one, whom nobody names.</summary>
    public bool IsIntroduced(int noun) => _stems[noun] is { } stem && _introduced.TryGetValue(stem, out var first) && first < noun;

    /// <summary>The sentence in which a chain is first mentioned.</summary>
    public int FirstSentence(int chain) => _firstSentence.GetValueOrDefault(chain, int.MaxValue);

    /// <summary>How often a chain is the subject of a verb of saying.</summary>
    public int Says(int chain) => _says.GetValueOrDefault(chain);

    private static bool IsSpeaker(SyntaxView view, Mention mention)
    {
        var head = view.HeadOf(mention.FirstToken, mention.EndToken);
        return view.HasRelation(head, "nsubj") && view.Tokens[head].Head is var verb and >= 0 && CueLexicon.Default.Match(view, verb) is { Entry: { Kind: CueKind.Say, IsNoun: false } };
    }

    private float Share(TokenSpan span, HashSet<string> words)
    {
        var (shared, count) = (0, 0);
        for (var i = span.First; i < span.End; i++)
        {
            if (_stems[i] is { } stem)
            {
                shared += words.Contains(stem) ? 1 : 0;
                count++;
            }
        }

        return count == 0 ? 0 : (float)shared / count;
    }
}
