using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Trainer.Claims;

/// <summary>A training example: the features of a pair and its answer, as the claim reads without its negation.</summary>
/// <param name="Body">The article.</param>
/// <param name="Headline">The claim.</param>
/// <param name="Features">See <see cref="ClaimFeatures"/>.</param>
/// <param name="Sides">On which side its sentences stand.</param>
/// <param name="Stance">What the article says.</param>
internal sealed record ClaimRow(int Body, string Headline, float[] Features, ClaimSides Sides, ClaimAnswer Stance);

/// <summary>Turns pairs into features; each headline and body is cut into words once.</summary>
internal static class ClaimRows
{
    public static List<ClaimRow> Of(IEnumerable<FncPair> pairs, Dictionary<int, string> bodies)
    {
        var claims = new Dictionary<string, ClaimStatement>(StringComparer.Ordinal);
        var articles = new Dictionary<int, PreparedText>();
        var rows = new List<ClaimRow>();

        // By article, so that its sentences are still in the encoder's cache for the next claim.
        foreach (var pair in pairs.OrderBy(pair => pair.Body))
        {
            if (!claims.TryGetValue(pair.Headline, out var claim))
            {
                claims[pair.Headline] = claim = ClaimStatement.Of(pair.Headline);
            }

            if (!articles.TryGetValue(pair.Body, out var article))
            {
                articles[pair.Body] = article = PreparedText.Of(bodies[pair.Body]);
            }

            var features = new float[ClaimFeatures.Count];
            var (_, sides) = ClaimFeatures.Extract(claim.Positive, article, features);
            rows.Add(new ClaimRow(pair.Body, pair.Headline, features, sides, claim.IsNegated ? ClaimModel.Opposite(pair.Stance) : pair.Stance));
        }

        return rows;
    }
}
