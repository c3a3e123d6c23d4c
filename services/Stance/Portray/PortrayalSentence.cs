using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>The words of a sentence as portrayal sees them: stems, names masked, negation marked. Shared by all its targets.</summary>
internal sealed class PortrayalSentence
{
    private const int NegationReach = 3;

    private readonly Document _document;
    private readonly string[] _words;
    private readonly int[] _rows;
    private readonly bool[] _negated;

    /// <param name="document">The analysed text.</param>
    /// <param name="from">First token.</param>
    /// <param name="to">One past the last.</param>
    public PortrayalSentence(Document document, int from, int to)
    {
        _document = document;
        (From, To) = (from, to);
        _words = new string[to - from];
        _rows = new int[to - from];
        _negated = new bool[to - from];
        for (var token = from; token < to; token++)
        {
            ref readonly var it = ref document.Tokens[token];
            var lower = document.Word(token).ToString().ToLowerInvariant();
            // The name of a party or a person would teach who is disliked, not what dislike looks like.
            var isName = it.Upos == Upos.Propn;
            _rows[token - from] = isName ? -1 : WordVectors.Default.Row(lower);
            _words[token - from] = isName ? "<name>" : it.Upos == Upos.Num ? "<number>" : PorterStemmer.Stem(lower);
            IsQuoted |= lower is "\"" or "“" or "”" or "''" or "``";
        }

        for (var token = from; token < to; token++)
        {
            if (ClaimLexicon.IsNegation(_words[token - from]) || _words[token - from] == "n’t")
            {
                Negate(token);
            }
        }

        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] = _negated[i] ? "!" + _words[i] : _words[i];
        }
    }

    public int From { get; }

    public int To { get; }

    /// <summary>Whether it holds a double quotation mark.</summary>
    public bool IsQuoted { get; }

    /// <summary>Stem or mask; begins with '!' when negated.</summary>
    public string Word(int token) => _words[token - From];

    /// <summary>Row of the word vectors, or -1; names have none.</summary>
    public int Row(int token) => _rows[token - From];

    public bool IsNegated(int token) => _negated[token - From];

    public string Relation(int token) => _document.Tokens[token].Relation;

    /// <summary>The syntactic head, or -1 when it is the root or lies outside.</summary>
    public int Head(int token)
    {
        var head = _document.Tokens[token].Head;
        return head >= From && head < To ? head : -1;
    }

    private void Negate(int negation)
    {
        var head = Head(negation);
        if (head >= 0)
        {
            _negated[head - From] = true;
        }

        for (var token = negation + 1; token < Math.Min(To, negation + 1 + NegationReach); token++)
        {
            if (_document.Tokens[token].Upos == Upos.Punct)
            {
                break;
            }

            _negated[token - From] = true;
        }
    }
}
