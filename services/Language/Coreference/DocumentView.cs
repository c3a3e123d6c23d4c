namespace OnRecord.Language.Coreference;

/// <summary>A tagged and parsed text with its names, before their chains are known, and the questions that the resolvers ask of it.</summary>
internal sealed class DocumentView
{
    private readonly Document _document;
    private readonly int[] _nameAt;
    private readonly IReadOnlyList<MentionDraft> _names;

    public DocumentView(Document document, IReadOnlyList<MentionDraft> names)
    {
        (_document, _names) = (document, names);
        Tokens = document.Tokens;
        Tree = document.Tree;
        _nameAt = new int[Tokens.Length];
        Array.Fill(_nameAt, -1);
        for (var m = 0; m < names.Count; m++)
        {
            Array.Fill(_nameAt, m, names[m].First, names[m].End - names[m].First);
        }
    }

    public string Text => _document.Text;

    public Token[] Tokens { get; }

    public SyntaxTree Tree { get; }

    public IReadOnlyList<Sentence> Sentences => _document.Sentences;

    public int SentenceOf(int token) => Tree.SentenceOf[token];

    /// <summary>The name that covers a token, or -1.</summary>
    public int NameAt(int token) => _nameAt[token];

    /// <summary>The names of people: first token and one past the last.</summary>
    public IEnumerable<(int First, int End)> PeopleNames => _names
        .Where(name => name is { Type: NameType.Person, Form: MentionForm.Name }).Select(name => (name.First, name.End));

    /// <summary>The chain of a name.</summary>
    public int ChainOfName(int name) => _names[name].Chain;

    public NameType TypeOfName(int name) => _names[name].Type;

    public int HeadOfName(int name) => _names[name].Head;

    public ReadOnlySpan<char> Word(int token) => _document.Word(token);

    public string Lower(int token) => _document.Lower[token];

    public bool Is(int token, string word) => Word(token).Equals(word, StringComparison.OrdinalIgnoreCase);

    public static bool IsSubject(in Token token) => token.Relation is "nsubj" or "nsubj:pass";

    /// <summary>The token of [first, end) whose head lies outside.</summary>
    public static int HeadOf(ReadOnlySpan<Token> tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (tokens[i].Head < first || tokens[i].Head >= end)
            {
                return i;
            }
        }

        return end - 1;
    }

    /// <summary>First and last token of a sentence around a token.</summary>
    public (int First, int End) SentenceAround(int token)
    {
        var sentence = Sentences[SentenceOf(token)];
        return (sentence.FirstToken, sentence.EndToken);
    }
}
