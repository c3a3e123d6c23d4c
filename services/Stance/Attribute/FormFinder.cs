using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Tells direct quotes, indirect speech and their mixture apart by how much of the content stands in quotation marks.</summary>
internal static class FormFinder
{
    /// <summary>Quoted this much, a statement is direct: what is left over is a conjunction or an insertion.</summary>
    private const double DirectShare = 0.85;

    public static StatementForm FormOf(SyntaxView view, IReadOnlyList<TokenSpan> content)
    {
        var (quoted, total) = (0, 0);
        foreach (var span in content)
        {
            for (var i = span.First; i < span.End; i++)
            {
                if (view.Tokens[i].Upos != Upos.Punct)
                {
                    total++;
                    quoted += view.QuoteOf[i] >= 0 ? 1 : 0;
                }
            }
        }

        return quoted == 0 ? StatementForm.Indirect
            : quoted >= total * DirectShare ? StatementForm.DirectQuote
            : StatementForm.Mixed;
    }
}
