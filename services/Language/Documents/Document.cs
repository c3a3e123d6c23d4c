namespace OnRecord.Language;

/// <summary>An analysed text. Immutable once <see cref="LanguageEngine.Analyze"/> has returned it.</summary>
public sealed class Document
{
    /// <summary>The text, as it was given.</summary>
    public required string Text { get; init; }

    /// <summary>Where the body begins; what stands before is the headline.</summary>
    public required int BodyStart { get; init; }

    /// <summary>All tokens in text order.</summary>
    public required Token[] Tokens { get; init; }

    /// <summary>All sentences in text order; every token belongs to exactly one.</summary>
    public required IReadOnlyList<Sentence> Sentences { get; init; }

    /// <summary>Names, and the nominals and pronouns that were resolved to one, in text order.</summary>
    public required IReadOnlyList<Mention> Mentions { get; init; }

    /// <summary>Quotations in text order. Marks around a nickname quote nobody, so they follow from the names.</summary>
    public IReadOnlyList<Quotation> Quotations => field ??= QuotationFinder.Find(
        Text, Tokens, Sentences, Mentions.Where(mention => mention is { Type: NameType.Person, Form: MentionForm.Name }).Select(mention => (mention.FirstToken, mention.EndToken)));

    /// <summary>Entities of the document.</summary>
    public required IReadOnlyList<CoreferenceChain> Chains { get; init; }

    /// <summary>The words of the tokens in lower case.</summary>
    internal LowerWords Lower
    {
        get => field ??= new LowerWords(Text, Tokens);
        private init;
    }

    /// <summary>The trees of a parsed text from above.</summary>
    internal SyntaxTree Tree
    {
        get => field ??= new SyntaxTree(Tokens, Sentences);
        private init;
    }

    /// <summary>The same text, tokens and sentences with other mentions.</summary>
    /// <param name="mentions">In text order; each names its chain.</param>
    /// <param name="chains">Their chains.</param>
    public Document With(IReadOnlyList<Mention> mentions, IReadOnlyList<CoreferenceChain> chains) => new()
    {
        Text = Text,
        BodyStart = BodyStart,
        Tokens = Tokens,
        Sentences = Sentences,
        Mentions = mentions,
        Chains = chains,
        Lower = Lower,
        Tree = Tree,
    };

    /// <summary>The words of a token.</summary>
    public ReadOnlySpan<char> Word(int token) => Text.AsSpan(Tokens[token].Start, Tokens[token].End - Tokens[token].Start);
}
