using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// What the span labeller sees of a token. Given a cue, each token of its window is source, content or neither; what decides is
/// the token itself, the branch of the tree in which it hangs seen from the cue, and what stands between them.
/// </summary>
internal sealed class SpanFeatures(SyntaxView view, bool[] isCue)
{
    /// <summary>Most features that <see cref="ExtractOwn"/> or <see cref="Extract"/> write.</summary>
    public const int Most = 64;

    private const int MaxDepth = 6;
    private readonly int[] _ancestors = new int[MaxDepth];

    /// <summary>Features of the token alone: the same for every cue.</summary>
    public int ExtractOwn(int token, Span<uint> into)
    {
        var sentence = view.SentenceAt(token);
        var (words, tags) = (view.Words, view.Tags);
        var inside = token > sentence.FirstToken;
        var before = inside ? words[token - 1] : 1u;
        var tagBefore = inside ? tags[token - 1] : 1u;
        var follows = token + 1 < sentence.EndToken;
        var after = follows ? words[token + 1] : 1u;
        var tagAfter = follows ? tags[token + 1] : 1u;
        var n = 0;
        into[n++] = Hashing.Feature(100, words[token]);
        into[n++] = Hashing.Feature(101, tags[token]);
        into[n++] = Hashing.Feature(102, before);
        into[n++] = Hashing.Feature(103, after);
        into[n++] = Hashing.Feature(104, before, words[token]);
        into[n++] = Hashing.Feature(105, words[token], after);
        into[n++] = Hashing.Feature(106, tagBefore, tags[token]);
        into[n++] = Hashing.Feature(107, tags[token], tagAfter);
        into[n++] = Hashing.Feature(108, view.Relations[token], tags[token]);
        into[n++] = Hashing.Feature(109, Nature(token), tags[token]);
        into[n++] = Hashing.Feature(110, QuoteState(token), inside ? 1u : 2u);
        into[n++] = Hashing.Feature(111, QuoteState(token), follows ? 1u : 2u);
        return n;
    }

    /// <summary>Features of the token seen from a cue. Call <see cref="Enter"/> first.</summary>
    public int Extract(CueFrame cue, in Passage passage, int token, Span<uint> into)
    {
        var (words, tags) = (view.Words, view.Tags);
        var cueWord = words[cue.Head];
        var side = token < cue.First ? 1u : token < cue.End ? 2u : 3u;
        var distance = Bucket(side == 1 ? cue.First - token : side == 3 ? token - cue.End + 1 : 0);
        var sentence = view.SentenceOf[token];
        var offset = (uint)(Math.Clamp(sentence - cue.Sentence, -2, 3) + 2);
        var quote = QuoteState(token);
        var n = 0;

        var (depth, branch) = Branch(token, cue);
        var hang = branch < 0 ? 7u + offset : Hashing.Feature(1, (uint)depth, view.Relations[branch]) + side;
        var edge = branch < 0 ? 0u : (view.SubtreeStart(branch) == token ? 1u : 0u) + (view.SubtreeEnd(branch) == token + 1 ? 2u : 0u);
        var (_, branchBefore) = token > cue.WindowStart ? Branch(token - 1, cue) : (0, -1);
        var (_, branchAfter) = token + 1 < cue.WindowEnd ? Branch(token + 1, cue) : (0, -1);
        var hangBefore = branchBefore == branch ? 1u : branchBefore < 0 ? 2u : view.Relations[branchBefore];
        var hangAfter = branchAfter == branch ? 1u : branchAfter < 0 ? 2u : view.Relations[branchAfter];
        var governor = Governor(token, cue);

        into[n++] = Hashing.Feature(1, side, distance);
        into[n++] = Hashing.Feature(2, hang);
        into[n++] = Hashing.Feature(3, hang, cueWord);
        into[n++] = Hashing.Feature(4, hang, edge);
        into[n++] = Hashing.Feature(5, hang, words[token]);
        into[n++] = Hashing.Feature(6, hang, hangBefore);
        into[n++] = Hashing.Feature(7, hang, hangAfter);
        into[n++] = Hashing.Feature(8, side, words[token]);
        into[n++] = Hashing.Feature(9, Hashing.Feature(9, side, tags[token]), cueWord);
        into[n++] = Hashing.Feature(10, Hashing.Feature(10, quote, offset), side);
        into[n++] = Hashing.Feature(11, quote + (side * 64), cueWord);
        into[n++] = Hashing.Feature(12, hang, governor);
        into[n++] = Hashing.Feature(13, passage.Between, side);
        into[n++] = Hashing.Feature(14, Hashing.Feature(14, passage.Between, side), quote);
        into[n++] = Hashing.Feature(15, passage.Between, hang);
        into[n++] = Hashing.Feature(16, hang, Nature(token));
        into[n++] = Hashing.Feature(17, passage.Shape, hang);
        into[n++] = Hashing.Feature(18, passage.Shape, Hashing.Feature(18, side, quote));
        into[n++] = Hashing.Feature(19, Hashing.Feature(19, hang, tags[token]), edge);
        into[n++] = Hashing.Feature(20, OwnPath(token, cue), side);
        into[n++] = Hashing.Feature(21, OwnPath(token, cue), cueWord);
        into[n++] = Hashing.Feature(22, Hashing.Feature(22, QuoteTie(token, cue), quote), offset);
        into[n++] = Hashing.Feature(23, Hashing.Feature(23, QuoteTie(token, cue), side), governor);
        into[n++] = Hashing.Feature(24, hang, words[cue.End - 1]);
        into[n++] = Hashing.Feature(25, distance + (side * 32), words[token]);
        into[n++] = Hashing.Feature(26, distance + (side * 32), tags[token]);
        into[n++] = Hashing.Feature(27, Hashing.Feature(27, hang, edge), quote);
        into[n++] = Hashing.Feature(28, governor, quote + (side * 64));
        into[n++] = Hashing.Feature(29, Hashing.Feature(29, hangBefore, hangAfter), words[token]);
        into[n++] = Hashing.Feature(30, Hashing.Feature(30, hang, passage.Voice), tags[token]);
        into[n++] = Hashing.Feature(31, hang, Hashing.Feature(31, passage.Voice, tags[cue.Head]));
        into[n++] = Hashing.Feature(32, offset, view.SentenceAt(token).FirstToken == token ? 1u + quote : 0u);
        return n;
    }

    /// <summary>Prepares for a cue: its ancestors, and the shape of its clause.</summary>
    public Passage Enter(CueFrame cue)
    {
        Array.Fill(_ancestors, -1);
        var depth = 0;
        for (var i = cue.Head; i >= 0 && depth < MaxDepth; i = view.Tokens[i].Head)
        {
            _ancestors[depth++] = i;
        }

        var next = cue.End < view.Tokens.Length ? view.Words[cue.End] : 1u;
        var quotedAfter = cue.End < view.Tokens.Length && view.QuoteOf[cue.End] >= 0;
        var shape = Hashing.Feature(50, next, quotedAfter ? 1u : 0u);
        var voice = (view.Child(cue.Head, "nsubj") >= 0 ? 1u : 0u)
            + (view.Child(cue.Head, "aux:pass") >= 0 ? 2u : 0u)
            + (view.Child(cue.Head, "ccomp") >= 0 ? 4u : 0u)
            + (view.Child(cue.Head, "obj") >= 0 ? 8u : 0u)
            + (view.Child(cue.Head, "xcomp") >= 0 ? 16u : 0u)
            + (cue.First > 0 && view.QuoteOf[cue.First - 1] >= 0 ? 32u : 0u);
        return new Passage(0, shape, voice);
    }

    /// <summary>Adds what stands between the cue and a token further away.</summary>
    public Passage Pass(in Passage passage, int token)
    {
        var between = passage.Between;
        var (commas, cues, marks, verbs, breaks) =
            (between & 3, (between >> 2) & 3, (between >> 4) & 3, (between >> 6) & 3, (between >> 8) & 3);
        var word = view.Document.Word(token);
        if (word is ",")
        {
            commas = Math.Min(3, commas + 1);
        }
        else if (view.QuoteOf[token] is var q && q >= 0 && (view.Quotes[q].FirstToken == token || view.Quotes[q].EndToken == token + 1))
        {
            marks = Math.Min(3, marks + 1);
        }
        else if (view.Tokens[token].Upos == Upos.Verb)
        {
            verbs = Math.Min(3, verbs + 1);
        }

        if (isCue[token])
        {
            cues = Math.Min(3, cues + 1);
        }

        if (view.SentenceAt(token).EndToken == token + 1)
        {
            breaks = Math.Min(3, breaks + 1);
        }

        return passage with { Between = commas | (cues << 2) | (marks << 4) | (verbs << 6) | (breaks << 8) };
    }

    private static uint Bucket(int distance) => distance switch
    {
        <= 5 => (uint)distance,
        <= 7 => 6,
        <= 10 => 7,
        <= 15 => 8,
        <= 25 => 9,
        <= 45 => 10,
        _ => 11,
    };

    /// <summary>
    /// The subtree in which a token hangs, seen from the cue: the lowest ancestor of the cue that is above the token too, by its
    /// distance from the cue, and the child of that ancestor on the way down to the token (the ancestor itself for itself).
    /// </summary>
    private (int Depth, int Branch) Branch(int token, CueFrame cue)
    {
        if (view.SentenceOf[token] != cue.Sentence)
        {
            return (0, -1);
        }

        var below = token;
        for (var i = token; i >= 0; i = view.Tokens[i].Head)
        {
            for (var depth = 0; depth < MaxDepth && _ancestors[depth] >= 0; depth++)
            {
                if (_ancestors[depth] == i)
                {
                    return (depth, below);
                }
            }

            below = i;
        }

        return (MaxDepth, below);
    }

    /// <summary>Which cue is the nearest above the token: this one, another one, none; and whether another one stands on the token.</summary>
    private uint Governor(int token, CueFrame cue)
    {
        var own = isCue[token] && (token < cue.First || token >= cue.End) ? 4u : 0u;
        for (var i = view.Tokens[token].Head; i >= 0; i = view.Tokens[i].Head)
        {
            if (i >= cue.First && i < cue.End)
            {
                return own + 1;
            }

            if (isCue[i])
            {
                return own + 2;
            }
        }

        return own;
    }

    private uint OwnPath(int token, CueFrame cue)
    {
        var head = view.Tokens[token].Head;
        var up = head < 0 ? 1u : head >= cue.First && head < cue.End ? 2u : view.Relations[head];
        return Hashing.Feature(60, view.Relations[token], up);
    }

    /// <summary>How the token's quotation lies to the cue: around it, in its sentence, continued into it, or apart.</summary>
    private uint QuoteTie(int token, CueFrame cue)
    {
        var quote = view.QuoteOf[token];
        if (quote < 0)
        {
            return 0;
        }

        if (quote == view.QuoteOf[cue.First])
        {
            return 1;
        }

        var found = view.Quotes[quote];
        var own = view.Document.Sentences[cue.Sentence];
        if (found.EndToken > own.FirstToken && found.FirstToken < own.EndToken)
        {
            return found.FirstToken >= cue.End ? 2u : 3u;
        }

        return found.EndToken <= own.FirstToken ? found.EndToken == own.FirstToken ? 4u : 5u : found.FirstToken == own.EndToken ? 6u : 7u;
    }

    private uint QuoteState(int token)
    {
        var quote = view.QuoteOf[token];
        if (quote < 0)
        {
            return (token > 0 && view.QuoteOf[token - 1] >= 0 ? 1u : 0u)
                + (token + 1 < view.Tokens.Length && view.QuoteOf[token + 1] >= 0 ? 2u : 0u);
        }

        var found = view.Quotes[quote];
        return 4u + (found.FirstToken == token ? 1u : 0u) + (found.EndToken == token + 1 ? 2u : 0u)
            + (found.EndToken - found.FirstToken < 6 ? 8u : 0u);
    }

    private uint Nature(int token)
    {
        var mention = view.MentionOf[token];
        if (mention < 0)
        {
            return (uint)view.Tokens[token].Upos;
        }

        var found = view.Document.Mentions[mention];
        return 100u + ((uint)found.Form * 8) + (uint)found.Type + (found.FirstToken == token ? 200u : 0u);
    }
}

/// <summary>What is known of the way from the cue to a token.</summary>
/// <param name="Between">Packed counts of commas, cues, quotation marks, verbs and sentence ends passed.</param>
/// <param name="Shape">What follows the cue.</param>
/// <param name="Voice">Which dependents the cue has.</param>
internal readonly record struct Passage(uint Between, uint Shape, uint Voice);
