using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Quotation marks and brackets of a claim that is cut out of its sentence: the cut may part them from their partner.</summary>
internal static class PairedMarks
{
    /// <summary>Whether the token is a quotation mark of any kind.</summary>
    public static bool IsQuotationMark(SyntaxView view, int token) =>
        view.Tokens[token].Upos == Upos.Punct && view.Document.Word(token) is "“" or "”" or "\"" or "``" or "''" or "‘" or "’" or "'";

    /// <summary>Whether the quotation marks in the span come in pairs.</summary>
    public static bool HavePartners(SyntaxView view, TokenSpan span)
    {
        var (open, straight, single) = (0, 0, 0);
        for (var i = span.First; i < span.End; i++)
        {
            var word = view.Document.Word(i);
            open += word is "“" ? 1 : word is "”" ? -1 : 0;
            straight += word is "\"" or "''" ? 1 : 0;
            single += view.Tokens[i].Upos != Upos.Punct ? 0 : word is "‘" ? 1 : word is "’" ? -1 : word is "'" ? 16 : 0;
            if (open is not (0 or 1))
            {
                return false;
            }
        }

        return open == 0 && straight % 2 == 0 && single % 32 == 0;
    }

    /// <summary>A bracket that the cut left open is closed where the text closes it next, and left out otherwise.</summary>
    /// <param name="view">The document.</param>
    /// <param name="text">The claim as written.</param>
    /// <param name="end">One past its last token.</param>
    public static string Balanced(SyntaxView view, string text, int end)
    {
        if (text.Count('(') <= text.Count(')'))
        {
            return text;
        }

        return end < view.Tokens.Length && view.Document.Word(end) is ")" ? text + ")" : text[..text.LastIndexOf('(')].TrimEnd();
    }
}
