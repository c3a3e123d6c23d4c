using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// The words of a sentence as portrayal sees them: stems, names masked, negation marked. Shared by all targets of the sentence, and filled
/// again for the next one. Not for several threads at once.
/// </summary>
/// <param name="polarity">How good or bad words are.</param>
internal sealed class PortrayalSentence(WordPolarity polarity)
{
    private const int NegationReach = 3;
    private const char NegationMark = '!';

    private Token[] _tokens = [];
    private char[] _letters = [];
    private Word[] _words = [];

    public int From { get; private set; }

    public int To { get; private set; }

    /// <summary>Whether it holds a double quotation mark.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Takes a sentence.</summary>
    /// <param name="document">The analysed text.</param>
    /// <param name="from">First token.</param>
    /// <param name="to">One past the last.</param>
    public void Read(Document document, int from, int to)
    {
        (_tokens, From, To, IsQuoted) = (document.Tokens, from, to, false);
        if (_words.Length < to - from)
        {
            _words = new Word[(to - from) * 2];
        }

        var at = 0;
        for (var token = from; token < to; token++)
        {
            at = Read(document.Word(token), token, at);
        }

        for (var token = from; token < to; token++)
        {
            if (ClaimLexicon.IsNegation(Stem(token)))
            {
                Negate(token);
            }
        }

        for (var token = from; token < to; token++)
        {
            ref var word = ref _words[token - from];
            word.Tone = word.Row < 0 ? 0 : polarity.Of(word.Row) * (word.IsNegated ? -0.7f : 1);
        }
    }

    /// <summary>Stem or mask; begins with '!' when negated.</summary>
    public ReadOnlySpan<char> WordAt(int token)
    {
        ref readonly var word = ref _words[token - From];
        return word.IsNegated ? _letters.AsSpan(word.Start, word.Length + 1) : _letters.AsSpan(word.Start + 1, word.Length);
    }

    /// <summary>Row of the word vectors, or -1; names have none.</summary>
    public int Row(int token) => _words[token - From].Row;

    /// <summary>How much the word says.</summary>
    public float Weight(int token) => _words[token - From].Weight;

    /// <summary>How good or bad it is where it stands; 0 for words without a vector.</summary>
    public float Tone(int token) => _words[token - From].Tone;

    public string Relation(int token) => _tokens[token].Relation;

    /// <summary>The syntactic head, or -1 when it is the root or lies outside.</summary>
    public int Head(int token)
    {
        var head = _tokens[token].Head;
        return head >= From && head < To ? head : -1;
    }

    /// <summary>Takes the letters of one word, behind a place for the mark of negation.</summary>
    private int Read(ReadOnlySpan<char> text, int token, int at)
    {
        const int LongestMask = 8;
        var room = Math.Max(text.Length, LongestMask) + 1;
        if (_letters.Length < at + room)
        {
            Array.Resize(ref _letters, (at + room) * 2);
        }

        _letters[at] = NegationMark;
        var letters = _letters.AsSpan(at + 1);
        text.ToLowerInvariant(letters);
        ReadOnlySpan<char> lower = letters[..text.Length];
        IsQuoted |= lower is "\"" or "“" or "”" or "''" or "``";

        // The name of a party or a person would teach who is disliked, not what dislike looks like.
        var upos = _tokens[token].Upos;
        var row = upos == Upos.Propn ? -1 : WordVectors.Default.Row(lower);
        int length;
        if (upos is Upos.Propn or Upos.Num)
        {
            var mask = upos == Upos.Propn ? "<name>" : "<number>";
            mask.CopyTo(letters);
            length = mask.Length;
        }
        else
        {
            length = PorterStemmer.Stem(letters[..text.Length]);
        }

        _words[token - From] = new Word { Start = at, Length = length, Row = row, Weight = WordVectors.Weight(row) };
        return at + 1 + length;
    }

    private ReadOnlySpan<char> Stem(int token)
    {
        ref readonly var word = ref _words[token - From];
        return _letters.AsSpan(word.Start + 1, word.Length);
    }

    private void Negate(int negation)
    {
        var head = Head(negation);
        if (head >= 0)
        {
            _words[head - From].IsNegated = true;
        }

        for (var token = negation + 1; token < Math.Min(To, negation + 1 + NegationReach); token++)
        {
            if (_tokens[token].Upos == Upos.Punct)
            {
                break;
            }

            _words[token - From].IsNegated = true;
        }
    }

    private struct Word
    {
        public int Start;
        public int Length;
        public int Row;
        public float Weight;
        public float Tone;
        public bool IsNegated;
    }
}
