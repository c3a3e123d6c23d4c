using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What the cue tagger sees of a token: words, tags, its place in the tree, quotations near it and its dependents.</summary>
internal sealed class CueFeatures(SyntaxView view)
{
    /// <summary>Most features of one token.</summary>
    public const int Most = 80;

    /// <summary>What stands for the neighbour of the first and the last token.</summary>
    private const uint Edge = 1;

    /// <summary>Writes the features of a token and returns how many there are.</summary>
    public int Extract(int token, Span<uint> into)
    {
        var sentence = view.SentenceAt(token);
        var (words, tags, relations) = (view.Words, view.Tags, view.Relations);
        var word = words[token];
        var tag = tags[token];
        var relation = relations[token];
        var text = view.Document.Word(token);
        var stem = Hashing.IgnoringCase(text[..Math.Min(5, text.Length)]);
        var n = 0;

        uint WordAt(int i) => i >= sentence.FirstToken && i < sentence.EndToken ? words[i] : Edge;
        uint TagAt(int i) => i >= sentence.FirstToken && i < sentence.EndToken ? tags[i] : Edge;

        var (before, after) = (WordAt(token - 1), WordAt(token + 1));
        into[n++] = Hashing.Feature(1, word);
        into[n++] = Hashing.Feature(2, word, tag);
        into[n++] = Hashing.Feature(3, before, word);
        into[n++] = Hashing.Feature(4, word, after);
        into[n++] = Hashing.Feature(5, before);
        into[n++] = Hashing.Feature(6, after);
        into[n++] = Hashing.Feature(7, WordAt(token - 2), before);
        into[n++] = Hashing.Feature(8, after, WordAt(token + 2));
        into[n++] = Hashing.Feature(9, tag, TagAt(token - 1));
        into[n++] = Hashing.Feature(10, tag, TagAt(token + 1));
        into[n++] = Hashing.Feature(11, TagAt(token - 1), TagAt(token - 2));
        into[n++] = Hashing.Feature(12, TagAt(token + 1), TagAt(token + 2));
        into[n++] = Hashing.Feature(13, stem);
        into[n++] = Hashing.Feature(14, stem, tag);
        into[n++] = Hashing.Feature(15, Hashing.IgnoringCase(text[Math.Max(0, text.Length - 3)..]), tag);
        into[n++] = Hashing.Feature(16, word, TagAt(token + 1));
        into[n++] = Hashing.Feature(17, word, TagAt(token - 1));
        into[n++] = Hashing.Feature(18, after, tag);
        into[n++] = Hashing.Feature(19, relation);
        into[n++] = Hashing.Feature(20, relation, word);
        into[n++] = Hashing.Feature(21, WordAt(token - 2));
        into[n++] = Hashing.Feature(22, WordAt(token + 2));
        into[n++] = Hashing.Feature(23, stem, WordAt(token + 1));

        n = AddTree(token, word, stem, tag, relation, into, n);
        return AddSurroundings(token, sentence, word, stem, tag, into, n);
    }

    private int AddTree(int token, uint word, uint stem, uint tag, uint relation, Span<uint> into, int n)
    {
        var head = view.Tokens[token].Head;
        if (head >= 0)
        {
            into[n++] = Hashing.Feature(30, view.Words[head], relation);
            into[n++] = Hashing.Feature(31, view.Tags[head], relation);
            into[n++] = Hashing.Feature(32, view.Words[head], word);
            into[n++] = Hashing.Feature(33, view.Relations[head], relation);
        }

        uint signature = 0;
        var shown = 0;
        for (var child = view.FirstChild[token]; child >= 0; child = view.NextSibling[child])
        {
            var relationOfChild = view.Relations[child];
            var side = child < token ? 1u : 2u;
            if (view.Tokens[child].Upos == Upos.Punct)
            {
                continue;
            }

            signature += Hashing.Feature(40, relationOfChild, side);
            if (++shown > 6)
            {
                continue;
            }

            into[n++] = Hashing.Feature(41, relationOfChild, stem);
            into[n++] = Hashing.Feature(42, relationOfChild, tag + side);
            into[n++] = Hashing.Feature(43, relationOfChild, view.Words[child]);
            if (IsSubject(child) || view.HasRelation(child, "obj"))
            {
                into[n++] = Hashing.Feature(44, relationOfChild, NatureOf(child));
                into[n++] = Hashing.Feature(45, stem, Hashing.Feature(44, relationOfChild, NatureOf(child)));
            }
        }

        into[n++] = Hashing.Feature(46, signature, tag);
        into[n++] = Hashing.Feature(47, signature, stem);
        return n;
    }

    private int AddSurroundings(int token, Sentence sentence, uint word, uint stem, uint tag, Span<uint> into, int n)
    {
        var quoted = view.QuoteOf[token] >= 0 ? 1u : 0u;
        var place = PlaceOf(token);
        into[n++] = Hashing.Feature(60, place);
        into[n++] = Hashing.Feature(61, place, tag);
        into[n++] = Hashing.Feature(62, place, stem);
        into[n++] = Hashing.Feature(63, quoted, word);
        into[n++] = Hashing.Feature(64, (uint)(view.MentionOf[token] >= 0 ? 1 + (int)view.Document.Mentions[view.MentionOf[token]].Type : 0), tag);
        into[n++] = Hashing.Feature(65, NatureOf(Math.Max(sentence.FirstToken, token - 1)), Hashing.Feature(66, NatureOf(Math.Min(sentence.EndToken - 1, token + 1)), tag));
        return n;
    }

    /// <summary>How the token lies to quotations and to the ends of its sentence, as flags.</summary>
    public uint PlaceOf(int token)
    {
        var sentence = view.SentenceAt(token);
        return (view.QuoteOf[token] >= 0 ? 1u : 0u)
            + (EndsQuote(token - 1) || EndsQuote(token - 2) ? 2u : 0u)
            + (BeginsQuote(token + 1) || BeginsQuote(token + 2) ? 4u : 0u)
            + (token - sentence.FirstToken < 3 ? 8u : 0u)
            + (sentence.EndToken - token < 4 ? 16u : 0u)
            + (sentence.IsHeadline ? 32u : 0u)
            + (view.HasQuote(view.SentenceOf[token]) ? 64u : 0u);
    }

    /// <summary>A coarse view of who or what a noun is.</summary>
    public uint NatureOf(int token)
    {
        var mention = view.MentionOf[token];
        if (mention >= 0)
        {
            var found = view.Document.Mentions[mention];
            return ((uint)found.Form * 8) + (uint)found.Type + 100;
        }

        return (uint)view.Tokens[token].Upos;
    }

    private bool IsSubject(int token) => view.HasRelation(token, "nsubj") || view.HasRelation(token, "nsubj:pass");

    private bool EndsQuote(int token) =>
        token >= 0 && view.QuoteOf[token] >= 0 && view.Quotes[view.QuoteOf[token]].EndToken == token + 1;

    private bool BeginsQuote(int token) =>
        token < view.Tokens.Length && view.QuoteOf[token] >= 0 && view.Quotes[view.QuoteOf[token]].FirstToken == token;
}
