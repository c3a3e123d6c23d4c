using System.Globalization;
using Microsoft.Extensions.Options;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What one article says to a claim.</summary>
/// <param name="Article">The article.</param>
/// <param name="Answer">Agree, disagree or discuss.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Evidence">The sentence that speaks most plainly to the claim; a range in the article's text.</param>
public sealed record CheckedArticle(CandidateArticle Article, ClaimAnswer Answer, float Confidence, TextRange Evidence);

/// <summary>Asks the stored articles what they say to a claim: full text finds candidates, the claim model reads them.</summary>
public sealed class ClaimChecker(ArticleSearch search, IOptions<StanceOptions> options)
{
    /// <summary>What an answer was decided by, with its confidence.</summary>
    /// <param name="answer">The answer.</param>
    public static string SignatureOf(CheckedArticle answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return string.Create(CultureInfo.InvariantCulture, $"claim: {ClaimModel.Default.Version} {answer.Confidence:0.00}");
    }

    /// <summary>Checks a claim.</summary>
    /// <param name="claim">One sentence.</param>
    /// <param name="storyId">Only articles of this story, or null.</param>
    /// <param name="from">Earliest publish time, Unix milliseconds.</param>
    /// <param name="to">End of the publish time, not included.</param>
    /// <param name="limit">Most articles given.</param>
    /// <param name="cancellation">Checked before each article.</param>
    /// <returns>Articles that have to do with the claim, surest first.</returns>
    public async Task<IReadOnlyList<CheckedArticle>> CheckAsync(
        string claim, Guid? storyId, long from, long to, int limit, CancellationToken cancellation)
    {
        var asked = ClaimStatement.Of(claim);
        var words = asked.Positive.Sentences.SelectMany(sentence => sentence.Words).Where(word => word.IsContent).Select(word => word.Lower).ToHashSet();
        var candidates = await search.FindAsync(words, storyId, from, to, limit * options.Value.ClaimCandidateFactor, cancellation);
        var answers = new List<CheckedArticle>();
        foreach (var article in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            var text = PreparedText.Of(article.Text, article.BodyStart);
            if (text.Sentences.Count == 0)
            {
                continue;
            }

            var (answer, confidence, evidence) = ClaimModel.Default.Read(asked, text);
            if (answer != ClaimAnswer.Unrelated)
            {
                answers.Add(new CheckedArticle(article, answer, confidence, text.Sentences[evidence].Range));
            }
        }

        return [.. answers.OrderByDescending(answer => answer.Confidence).ThenBy(answer => answer.Article.ArticleId).Take(limit)];
    }
}
