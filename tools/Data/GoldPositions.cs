using System.Text.Json;
using OnRecord.Events;
using OnRecord.Language.Meaning;
using OnRecord.Stances;

namespace OnRecord.Data;

/// <summary>
/// The gold positions of an article as the service would store them: holder, stance and evidence are gold, the wording is that which the service
/// gives what it finds in the same sentence. With them, grouping and ranking are measured apart from finding.
/// </summary>
internal static class GoldPositions
{
    /// <summary>The article with its gold positions in place of those found.</summary>
    /// <param name="story">The story.</param>
    /// <param name="article">One of its articles.</param>
    /// <param name="encoder">Gives the vectors of what the service has not found; the shipped one by default.</param>
    public static AnalysedArticle Of(BoardStory story, ReadArticle article, MeaningEncoder? encoder = null)
    {
        var text = article.Analysed.Article.Text;
        var pairs = Pairs(story, article, isOneToOne: true);
        var stored = new List<StoredPosition>();
        foreach (var (index, gold) in article.Source.Positions.Index())
        {
            var start = text.IndexOf(gold.Evidence, StringComparison.Ordinal);
            var end = start + gold.Evidence.Length;
            var worded = pairs.Where(pair => pair.Gold == index).Select(pair => pair.Found).FirstOrDefault();
            var about = worded?.About ?? Stated(gold);
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
                Vector = worded?.Vector ?? ClaimVector.Of([about], encoder)[0],
                EvidenceVector = ClaimVector.Of([gold.Evidence], encoder)[0],
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

    /// <summary>The label of a name in the board format.</summary>
    /// <exception cref="InvalidDataException">No label has the name.</exception>
    public static StanceLabel LabelOf(string name) => StanceLabels.Named(name) ?? throw new InvalidDataException($"'{name}' is no label.");

    /// <summary>
    /// The gold claim of each position that was found: that of the gold position whose sentence it shares; null where there is none. Of two that were found
    /// in one sentence each has a gold position of its own, or says again what its holder says in the other.
    /// </summary>
    public static string?[] ClaimsOf(BoardStory story, ReadArticle article)
    {
        var claims = new Dictionary<Guid, string>();
        foreach (var (gold, found) in Pairs(story, article, isOneToOne: true).Concat(Pairs(story, article, isOneToOne: false)))
        {
            claims.TryAdd(found.PositionId, article.Source.Positions[gold].Claim);
        }

        return [.. article.Analysed.Positions.Select(found => claims.GetValueOrDefault(found.PositionId))];
    }

    /// <summary>
    /// Gold positions, by index, and those found in the same sentences that agree with them most: each found one and each sentence of a gold one
    /// once, or all that agree in holder and stance.
    /// </summary>
    private static List<(int Gold, StoredPosition Found)> Pairs(BoardStory story, ReadArticle article, bool isOneToOne)
    {
        var text = article.Analysed.Article.Text;
        var sentences = article.Source.Positions.Index().SelectMany(gold => gold.Item.AlsoIn.Prepend(gold.Item.Evidence)
            .Select(sentence => (Gold: gold.Index, Start: text.IndexOf(sentence, StringComparison.Ordinal), sentence.Length))).Where(sentence => sentence.Start >= 0);
        var likely = sentences
            .SelectMany(sentence => article.Analysed.Positions
                .Where(found => sentence.Start < found.EvidenceEnd && found.EvidenceStart < sentence.Start + sentence.Length)
                .Select(found => (Sentence: sentence, Found: found, Score: Shared(story, found, article.Source.Positions[sentence.Gold]))))
            .Where(pair => pair.Score > (isOneToOne ? 0 : 2) && (isOneToOne || StanceLabels.NameOf(pair.Found.Stance) == article.Source.Positions[pair.Sentence.Gold].Stance))
            .OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Sentence.Gold).ThenBy(pair => pair.Found.Ordinal);
        var (taken, used, pairs) = (new HashSet<(int, int, int)>(), new HashSet<Guid>(), new List<(int, StoredPosition)>());
        foreach (var (sentence, found, _) in likely)
        {
            if (!(isOneToOne && taken.Contains(sentence)) && used.Add(found.PositionId))
            {
                taken.Add(sentence);
                pairs.Add((sentence.Gold, found));
            }
        }

        return pairs;
    }

    /// <summary>How much of a found position agrees with the gold one.</summary>
    private static int Shared(BoardStory story, StoredPosition found, BoardPosition gold) =>
        (IsHolder(story, found, gold) ? 2 : 0)
        + (StanceLabels.NameOf(found.Stance) == gold.Stance ? 1 : 0)
        + (gold.Cue.Length > 0 && gold.Cue.Contains(found.Cue, StringComparison.OrdinalIgnoreCase) ? 2 : 0);

    private static bool IsHolder(BoardStory story, StoredPosition found, BoardPosition gold)
    {
        var names = story.Actors.FirstOrDefault(actor => actor.Name == gold.Holder)?.Aliases.Prepend(gold.Holder) ?? [gold.Holder];
        return found.HolderNameList.Prepend(found.HolderName).Any(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))
            || found.HolderName.Contains(gold.Holder, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What stands behind the cue: the nearest to a wording that the gold has.</summary>
    private static string Stated(BoardPosition gold)
    {
        var cue = gold.Cue.Length == 0 ? -1 : gold.Evidence.IndexOf(gold.Cue, StringComparison.Ordinal);
        var behind = cue < 0 ? "" : gold.Evidence[(cue + gold.Cue.Length)..].Trim();
        return behind.AsSpan().Count(' ') >= 2 ? behind : gold.Evidence;
    }
}
