using System.Text.Json;
using OnRecord.Events;
using OnRecord.Stances;

namespace OnRecord.Data;

/// <summary>
/// The gold positions of an article as the service would store them: holder, stance and evidence are gold, the wording is that which the service
/// gives what it finds in the same sentence. With them, grouping and ranking are measured apart from finding.
/// </summary>
internal static class GoldPositions
{
    /// <summary>The article with its gold positions in place of those found.</summary>
    public static AnalysedArticle Of(BoardStory story, ReadArticle article)
    {
        var text = article.Analysed.Article.Text;
        var used = new HashSet<Guid>();
        var stored = new List<StoredPosition>();
        foreach (var gold in article.Source.Positions)
        {
            var start = text.IndexOf(gold.Evidence, StringComparison.Ordinal);
            var end = start + gold.Evidence.Length;
            var worded = article.Analysed.Positions
                .Where(found => found.EvidenceStart < end && start < found.EvidenceEnd)
                .OrderBy(found => used.Contains(found.PositionId))
                .ThenByDescending(found => Shared(found, gold))
                .FirstOrDefault();
            if (worded is not null)
            {
                used.Add(worded.PositionId);
            }

            var about = worded?.About ?? gold.Evidence;
            var actor = story.Actors.FirstOrDefault(actor => actor.Name == gold.Holder);
            stored.Add(new StoredPosition
            {
                PositionId = StableId.Of("gold", article.Analysed.Article.ArticleId.ToString("N"), $"{stored.Count}"),
                ArticleId = article.Analysed.Article.ArticleId,
                Ordinal = stored.Count,
                HolderId = gold.IsUnnamed ? "" : $"gold {gold.Holder}",
                HolderName = gold.Holder,
                HolderType = actor is null ? EntityType.Unspecified : Enum.Parse<EntityType>(actor.Type, ignoreCase: true),
                Stance = LabelOf(gold.Stance),
                About = about,
                AboutEntities = worded?.AboutEntities ?? "[]",
                Vector = worded?.Vector ?? ClaimVector.Of([about])[0],
                EvidenceVector = ClaimVector.Of([gold.Evidence])[0],
                Terms = worded?.Terms ?? ClaimTerms.Of(about, JsonSerializer.Deserialize<NamedEntity[]>("[]")!),
                Form = gold.Form switch
                {
                    "DIRECT_QUOTE" => StatementForm.DirectQuote,
                    "MIXED" => StatementForm.Mixed,
                    "ACTION" => StatementForm.Action,
                    _ => StatementForm.Indirect,
                },
                Cue = gold.Cue,
                Evidence = gold.Evidence,
                EvidenceStart = Math.Max(start, 0),
                EvidenceEnd = Math.Max(end, 0),
                Confidence = 1,
                PublishedAt = article.Analysed.Article.PublishedAt.ToUnixTimeMilliseconds(),
            });
        }

        return article.Analysed with { Positions = stored };
    }

    /// <summary>The name of a label in the board format.</summary>
    public static string Label(StanceLabel stance) => stance == StanceLabel.NoComment ? "NO_COMMENT" : stance.ToString().ToUpperInvariant();

    /// <summary>The label of a name in the board format.</summary>
    public static StanceLabel LabelOf(string name) => Enum.Parse<StanceLabel>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>
    /// The gold claim of each position that was found: that of the gold position whose evidence it shares, of several the one with the same stance, cue
    /// or holder; null where the gold has none in its sentence.
    /// </summary>
    public static string?[] ClaimsOf(ReadArticle article)
    {
        var text = article.Analysed.Article.Text;
        return [.. article.Analysed.Positions.Select(found => article.Source.Positions
            .Where(gold => gold.AlsoIn.Prepend(gold.Evidence).Any(evidence =>
                text.IndexOf(evidence, StringComparison.Ordinal) is var start and >= 0 && start < found.EvidenceEnd && found.EvidenceStart < start + evidence.Length))
            .OrderByDescending(gold => Shared(found, gold))
            .FirstOrDefault()?.Claim)];
    }

    /// <summary>How much of a found position agrees with the gold one, so that two in one sentence each get their own wording.</summary>
    private static int Shared(StoredPosition found, BoardPosition gold) =>
        (found.HolderName.Contains(gold.Holder, StringComparison.OrdinalIgnoreCase) ? 2 : 0)
        + (Label(found.Stance) == gold.Stance ? 1 : 0)
        + (gold.Cue.Contains(found.Cue, StringComparison.OrdinalIgnoreCase) ? 2 : 0);
}
