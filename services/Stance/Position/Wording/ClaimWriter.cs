using System.Text;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Writes words of the article as a claim, on one line: without the attribution inside them, the negation that is the denial itself and marks that lack their partner; with names
/// for pronouns.
/// </summary>
internal sealed class ClaimWriter(SyntaxView view, EntityResolver entities)
{
    private readonly PronounNames _names = new(view, entities);

    /// <summary>The words of a span as part of the wording of a position.</summary>
    public string Write(TokenSpan span, FoundPosition position)
    {
        var text = new StringBuilder();
        var named = new HashSet<string>(StringComparer.Ordinal);
        var negation = DeniedStatement.Negation(view, span, position);
        var quotes = PairedMarks.HavePartners(view, span);
        var at = view.Tokens[span.First].Start;
        for (var i = span.First; i < span.End; i++)
        {
            var token = view.Tokens[i];
            var between = view.Document.Text.AsSpan(at, token.Start - at);
            at = token.End;
            if ((i >= position.Parenthesis.First && i < position.Parenthesis.End) || (i > span.First && DeniedStatement.IsLeftOut(view, i, negation)) || (!quotes && PairedMarks.IsQuotationMark(view, i)))
            {
                if (text.Length > 0 && text[^1] != ' ' && !between.IsEmpty)
                {
                    text.Append(' ');
                }

                continue;
            }

            if (!(between.IsWhiteSpace() && text.Length > 0 && text[^1] == ' '))
            {
                text.Append(between);
            }

            text.Append(_names.Of(i, position, span.First, named) ?? DeniedStatement.Positive(view, i, negation));
        }

        return PairedMarks.Balanced(view, text.ToString().ReplaceLineEndings(" ").Trim(), span.End);
    }
}
