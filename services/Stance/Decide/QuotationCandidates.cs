using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Candidates of quotations that no attribution tells: their speaker has to be found.</summary>
internal sealed class QuotationCandidates(SyntaxView view)
{
    private static readonly WordSet Author = LanguagePack.Default.Words("function-words", "author");

    /// <summary>A quotation shorter than this many tokens, marks included, is a fragment of something else.</summary>
    private const int ShortestQuotation = 5;

    /// <summary>A candidate for each sentence of a quotation that stands outside of all that is told.</summary>
    public IEnumerable<Candidate> Outside(IReadOnlyList<RawAttribution> attributions)
    {
        var isTold = new bool[view.Tokens.Length];
        foreach (var span in attributions.SelectMany(attribution => attribution.Content))
        {
            Array.Fill(isTold, true, span.First, span.End - span.First);
        }

        foreach (var quote in view.Quotes)
        {
            foreach (var piece in view.BySentence(new TokenSpan(quote.FirstToken, quote.EndToken)))
            {
                if ((piece.End - piece.First >= ShortestQuotation || IsFromSomebody(quote)) && !isTold.AsSpan(piece.First, piece.End - piece.First).Contains(true))
                {
                    yield return Candidate.OfQuotation(view.HeadOf(piece.First, piece.End), piece, ContentReader.Read(view, piece));
                }
            }
        }
    }

    /// <summary>“No deal” from the mayor: a headline without a verb.</summary>
    private bool IsFromSomebody(Quotation quote) =>
        quote.EndToken + 1 < view.Tokens.Length && view.SentenceOf[quote.FirstToken] == view.SentenceOf[quote.EndToken]
        && Author.Contains(view.Document.Word(quote.EndToken)) && view.MentionOf[quote.EndToken + 1] >= 0;
}
