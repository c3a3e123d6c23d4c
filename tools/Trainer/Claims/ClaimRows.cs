using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Trainer.Claims;

/// <summary>A training example: the features of a pair and its answer.</summary>
internal sealed record ClaimRow(int Body, float[] Features, ClaimAnswer Stance);

/// <summary>Turns pairs into features; each headline and body is cut into words once.</summary>
internal static class ClaimRows
{
    public static List<ClaimRow> Of(IEnumerable<FncPair> pairs, Dictionary<int, string> bodies)
    {
        var claims = new Dictionary<string, PreparedText>(StringComparer.Ordinal);
        var articles = new Dictionary<int, PreparedText>();
        var rows = new List<ClaimRow>();
        foreach (var pair in pairs)
        {
            if (!claims.TryGetValue(pair.Headline, out var claim))
            {
                claims[pair.Headline] = claim = PreparedText.Of(pair.Headline);
            }

            if (!articles.TryGetValue(pair.Body, out var article))
            {
                articles[pair.Body] = article = PreparedText.Of(bodies[pair.Body]);
            }

            var features = new float[ClaimFeatures.Count];
            ClaimFeatures.Extract(claim, article, features);
            rows.Add(new ClaimRow(pair.Body, features, pair.Stance));
        }

        return rows;
    }
}
