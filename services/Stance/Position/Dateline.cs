using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>"LIMA (Reuters) - ": where a report begins with its place and agency, these are no part of what follows.</summary>
internal static class Dateline
{
    /// <summary>Tokens in which it ends.</summary>
    private const int Longest = 10;

    private static readonly WordSet Agencies = LanguagePack.Default.Words("media-words", "agency");

    /// <summary>A span that begins its sentence, without the dateline; any other as it is.</summary>
    public static TokenSpan Without(SyntaxView view, TokenSpan span)
    {
        if (span.First == view.SentenceAt(span.First).FirstToken)
        {
            for (var i = span.First + 1; i < span.End - 1 && i < span.First + Longest; i++)
            {
                if (view.Document.Word(i) is "-" or "–" or "—" or "--" && (view.Document.Word(i - 1) is ")" || Agencies.Contains(view.Document.Word(i - 1))))
                {
                    return new TokenSpan(i + 1, span.End);
                }
            }
        }

        return span;
    }
}
