namespace OnRecord.Language;

/// <summary>
/// The trees of a text seen from above: what hangs on a token, and how far it reaches. All arrays are indexed by token; -1 stands for none. For any number of threads.
/// </summary>
internal sealed class SyntaxTree
{
    private readonly Token[] _tokens;

    /// <summary>Turns the heads of tokens around.</summary>
    /// <param name="tokens">All tokens.</param>
    /// <param name="sentences">All sentences; every token belongs to exactly one.</param>
    public SyntaxTree(Token[] tokens, IReadOnlyList<Sentence> sentences)
    {
        _tokens = tokens;
        SentenceOf = new int[tokens.Length];
        FirstChild = new int[tokens.Length];
        NextSibling = new int[tokens.Length];
        SubtreeStart = new int[tokens.Length];
        SubtreeEnd = new int[tokens.Length];
        Array.Fill(FirstChild, -1);
        Array.Fill(NextSibling, -1);
        for (var i = 0; i < tokens.Length; i++)
        {
            (SubtreeStart[i], SubtreeEnd[i]) = (i, i + 1);
        }

        for (var s = 0; s < sentences.Count; s++)
        {
            var sentence = sentences[s];
            Array.Fill(SentenceOf, s, sentence.FirstToken, sentence.EndToken - sentence.FirstToken);
            Link(sentence);
        }
    }

    /// <summary>Index of the sentence.</summary>
    public int[] SentenceOf { get; }

    /// <summary>Leftmost dependent.</summary>
    public int[] FirstChild { get; }

    /// <summary>Next dependent of the same head, to the right.</summary>
    public int[] NextSibling { get; }

    /// <summary>First token of the subtree.</summary>
    public int[] SubtreeStart { get; }

    /// <summary>One past the last token of the subtree.</summary>
    public int[] SubtreeEnd { get; }

    /// <summary>First dependent with the relation, or -1.</summary>
    public int Child(int head, string relation)
    {
        for (var child = FirstChild[head]; child >= 0; child = NextSibling[child])
        {
            if (string.Equals(_tokens[child].Relation, relation, StringComparison.Ordinal))
            {
                return child;
            }
        }

        return -1;
    }

    private void Link(Sentence sentence)
    {
        for (var i = sentence.EndToken - 1; i >= sentence.FirstToken; i--)
        {
            var head = _tokens[i].Head;
            if (head >= 0)
            {
                NextSibling[i] = FirstChild[head];
                FirstChild[head] = i;
            }
        }

        // Every token widens all its ancestors; trees of news sentences are shallow.
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            for (var head = _tokens[i].Head; head >= 0; head = _tokens[head].Head)
            {
                SubtreeStart[head] = Math.Min(SubtreeStart[head], i);
                SubtreeEnd[head] = Math.Max(SubtreeEnd[head], i + 1);
            }
        }
    }
}
