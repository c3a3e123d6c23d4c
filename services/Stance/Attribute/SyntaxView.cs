using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// What attribution and positions look up again and again in a document, worked out once: word identities, quotations and the mention that covers a token, beside its
/// <see cref="SyntaxTree"/>. All arrays are indexed by token; -1 stands for none.
/// </summary>
internal sealed class SyntaxView
{
    private readonly SyntaxTree _tree;
    private readonly bool[] _hasQuote;
    private readonly bool[] _isNamed;

    public SyntaxView(Document document)
    {
        Document = document;
        Tokens = document.Tokens;
        _tree = document.Tree;
        var count = Tokens.Length;
        Words = new uint[count];
        Tags = new uint[count];
        Relations = new uint[count];
        MentionOf = new int[count];
        Array.Fill(MentionOf, -1);
        for (var i = 0; i < count; i++)
        {
            Words[i] = Hashing.IgnoringCase(document.Word(i));
            Tags[i] = Hashing.Exactly(Tokens[i].Xpos);
            Relations[i] = Hashing.Exactly(Tokens[i].Relation);
        }

        _isNamed = new bool[document.Chains.Count];
        for (var m = 0; m < document.Mentions.Count; m++)
        {
            // Of nested mentions the outer one comes first or is longer: it stays.
            var mention = document.Mentions[m];
            _isNamed[mention.Chain] |= mention.Form == MentionForm.Name;
            for (var i = mention.FirstToken; i < mention.EndToken; i++)
            {
                if (MentionOf[i] < 0 || Length(document.Mentions[MentionOf[i]]) < Length(mention))
                {
                    MentionOf[i] = m;
                }
            }
        }

        Quotes = document.Quotations;
        QuoteOf = new int[count];
        Array.Fill(QuoteOf, -1);
        _hasQuote = new bool[document.Sentences.Count];
        for (var q = 0; q < Quotes.Count; q++)
        {
            var quote = Quotes[q];
            Array.Fill(QuoteOf, q, quote.FirstToken, quote.EndToken - quote.FirstToken);
            Array.Fill(_hasQuote, true, SentenceOf[quote.FirstToken], SentenceOf[quote.EndToken - 1] + 1 - SentenceOf[quote.FirstToken]);
        }
    }

    /// <summary>Whether the text gives an entity's name somewhere, and not only pronouns and nouns for it.</summary>
    /// <param name="chain">Index into <see cref="Document.Chains"/>.</param>
    public bool IsNamed(int chain) => _isNamed[chain];

    public Document Document { get; }

    public Token[] Tokens { get; }

    /// <summary>Identity of the lower-cased word.</summary>
    public uint[] Words { get; }

    /// <summary>Identity of the Penn tag.</summary>
    public uint[] Tags { get; }

    /// <summary>Identity of the relation to the head.</summary>
    public uint[] Relations { get; }

    public int[] SentenceOf => _tree.SentenceOf;

    /// <summary>Leftmost dependent.</summary>
    public int[] FirstChild => _tree.FirstChild;

    /// <summary>Next dependent of the same head, to the right.</summary>
    public int[] NextSibling => _tree.NextSibling;

    /// <summary>Index of the widest mention that covers the token.</summary>
    public int[] MentionOf { get; }

    /// <summary>Quotations, in text order, marks included.</summary>
    public IReadOnlyList<Quotation> Quotes { get; }

    /// <summary>Index of the quotation that holds the token, marks included.</summary>
    public int[] QuoteOf { get; }

    public Sentence SentenceAt(int token) => Document.Sentences[SentenceOf[token]];

    /// <summary>The paragraph that a token stands in.</summary>
    public int ParagraphOf(int token) => SentenceAt(token).Paragraph;

    /// <summary>The parts of a run of tokens that stand in one sentence each.</summary>
    public IEnumerable<TokenSpan> BySentence(TokenSpan span)
    {
        for (var first = span.First; first < span.End;)
        {
            var end = Math.Min(span.End, SentenceAt(first).EndToken);
            yield return new TokenSpan(first, end);
            first = end;
        }
    }

    /// <summary>The first token of the paragraph that a token stands in.</summary>
    public int ParagraphStart(int token)
    {
        var index = SentenceOf[token];
        while (index > 0 && Document.Sentences[index - 1].Paragraph == Document.Sentences[index].Paragraph)
        {
            index--;
        }

        return Document.Sentences[index].FirstToken;
    }

    /// <summary>One past the last token of the paragraph that a token stands in.</summary>
    public int ParagraphEnd(int token)
    {
        var index = SentenceOf[token];
        while (index + 1 < Document.Sentences.Count && Document.Sentences[index + 1].Paragraph == Document.Sentences[index].Paragraph)
        {
            index++;
        }

        return Document.Sentences[index].EndToken;
    }

    /// <summary>Whether a quotation reaches into the sentence.</summary>
    public bool HasQuote(int sentence) => _hasQuote[sentence];

    /// <summary>First token of the subtree.</summary>
    public int SubtreeStart(int token) => _tree.SubtreeStart[token];

    /// <summary>One past the last token of the subtree.</summary>
    public int SubtreeEnd(int token) => _tree.SubtreeEnd[token];

    public bool IsWord(int token, string word) => Document.Word(token).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool HasRelation(int token, string relation) => string.Equals(Tokens[token].Relation, relation, StringComparison.Ordinal);

    /// <summary>Whether the token stands in the name of a person.</summary>
    public bool IsPersonName(int token) =>
        MentionOf[token] >= 0 && Document.Mentions[MentionOf[token]] is { Type: NameType.Person, Form: MentionForm.Name };

    /// <summary>Whether a token of [first, end) is one of some parts of speech.</summary>
    public bool HasAny(int first, int end, params ReadOnlySpan<Upos> parts)
    {
        for (var i = first; i < end; i++)
        {
            if (parts.Contains(Tokens[i].Upos))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the token is a verb or auxiliary that makes a clause: "took", "is", "may".</summary>
    public bool IsFinite(int token) => Tokens[token].Xpos is "VBD" or "VBZ" or "VBP" or "MD";

    /// <summary>Whether such a verb stands in [first, end).</summary>
    public bool HasFinite(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (IsFinite(i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The end of [first, end) without the marks that stand there.</summary>
    public int WithoutMarks(int first, int end)
    {
        while (end > first && Tokens[end - 1].Upos == Upos.Punct)
        {
            end--;
        }

        return end;
    }

    /// <summary>First dependent with the relation, or -1.</summary>
    public int Child(int head, string relation) => _tree.Child(head, relation);

    /// <summary>Whether <paramref name="token"/> is <paramref name="ancestor"/> or lies below it.</summary>
    public bool IsBelow(int token, int ancestor)
    {
        for (var i = token; i >= 0; i = Tokens[i].Head)
        {
            if (i == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token of [first, end) whose head lies outside; of several the leftmost that is no mark.</summary>
    public int HeadOf(int first, int end)
    {
        var fallback = first;
        for (var i = first; i < end; i++)
        {
            var head = Tokens[i].Head;
            if (head < first || head >= end)
            {
                // "Norway's | national airline": an owner heads nothing, whatever the parser has hung it under.
                if (Tokens[i].Upos is not (Upos.Punct or Upos.Adp or Upos.Cconj or Upos.Sconj or Upos.Det) && !(i + 2 < end && Tokens[i + 1].Xpos is "POS"))
                {
                    return i;
                }

                fallback = i;
            }
        }

        return fallback;
    }

    public TextRange RangeOf(int first, int end) => new(Tokens[first].Start, Tokens[end - 1].End);

    public IReadOnlyList<TextRange> RangesOf(IReadOnlyList<TokenSpan> spans) => [.. spans.Select(span => RangeOf(span.First, span.End))];

    /// <summary>First token that ends after <paramref name="position"/>; the number of tokens when there is none.</summary>
    public int TokenAt(int position)
    {
        var (low, high) = (0, Tokens.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Tokens[middle].End > position)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static int Length(Mention mention) => mention.EndToken - mention.FirstToken;
}
