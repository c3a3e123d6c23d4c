namespace OnRecord.Language;

/// <summary>The words of a text in lower case: each is made when it is first asked for, and once. For any number of threads.</summary>
/// <param name="text">The text.</param>
/// <param name="tokens">Its tokens.</param>
internal sealed class LowerWords(string text, Token[] tokens)
{
    // Two threads may make the same word; either one will do.
    private readonly string?[] _words = new string?[tokens.Length];

    /// <summary>The word of a token.</summary>
    public string this[int token] => _words[token] ??= string.Create(tokens[token].End - tokens[token].Start, (text, tokens[token].Start), static (word, from) =>
        from.text.AsSpan(from.Start, word.Length).ToLowerInvariant(word));
}
