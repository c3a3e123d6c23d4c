using System.Data.Common;
using System.Runtime.InteropServices;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>What came of a batch.</summary>
/// <param name="Results">Per item: what has to be announced.</param>
/// <param name="Warmed">Heat that new articles brought to stories: score per story, on <see cref="HeatScale"/>.</param>
internal sealed record GroupedBatch(IReadOnlyList<IReadOnlyList<StoryChanged>> Results, IReadOnlyList<(Guid StoryId, double Score)> Warmed);

/// <summary>One transaction of the grouper: decisions for some articles, and the statements that keep them.</summary>
internal sealed class GroupBatch
{
    private readonly GroupMemory _memory;
    private readonly StoryWriter _writer;
    private readonly long _now;
    private readonly List<(Guid StoryId, double Score)> _warmed = [];
    private readonly Dictionary<Term, (string Surface, int Articles)> _terms = [];
    private FieldLengths _lengths;
    private int _counted;

    private GroupBatch(GroupMemory memory, StoryWriter writer, DateTimeOffset now) =>
        (_memory, _writer, _now) = (memory, writer, now.ToUnixTimeMilliseconds());

    public static async Task<GroupedBatch> RunAsync(
        GroupMemory memory,
        IReadOnlyList<GroupItem> items,
        GroupStore store,
        SearchDatabase database,
        DbConnection connection,
        DbTransaction transaction,
        DateTimeOffset now)
    {
        var ids = items.Select(item => item.ArticleId).ToList();
        var originals = items.Select(item => item.Article?.OriginalArticleId).OfType<Guid>();
        var known = await store.FindMembersAsync(connection, transaction, ids.Concat(originals).Distinct());
        await RecallAsync(memory, known.Values, store, connection, transaction);
        var repeated = items.Where(item => known.TryGetValue(item.ArticleId, out var member) && member.Revision == item.Revision);
        var announced = await store.FindAnnouncedAsync(connection, transaction, repeated.Select(item => item.ArticleId).ToHashSet(), now);

        var writer = new StoryWriter(connection, transaction, now);
        var batch = new GroupBatch(memory, writer, now);
        var revisions = known.ToDictionary(member => member.Key, member => member.Value.Revision);
        var results = new List<IReadOnlyList<StoryChanged>>(items.Count);
        foreach (var item in items)
        {
            var revision = revisions.GetValueOrDefault(item.ArticleId);
            if (item.Revision > revision)
            {
                revisions[item.ArticleId] = item.Revision;
                results.Add(batch.Apply(item, isNew: revision == 0));
            }
            else
            {
                results.Add(item.Revision == revision ? announced.GetValueOrDefault((item.ArticleId, item.Revision), []) : []);
            }
        }

        writer.AddStatistics(database.IsPostgres, batch._terms, batch._counted, batch._lengths);
        await writer.SaveAsync();
        return new GroupedBatch(results, batch._warmed);
    }

    /// <summary>Brings stories back into memory that had left it and are touched again.</summary>
    private static async Task RecallAsync(
        GroupMemory memory, IEnumerable<StoredMember> members, GroupStore store, DbConnection connection, DbTransaction transaction)
    {
        var away = members
            .Where(member => member.StoryId is not null && memory.Grouper.StoryOf(member.ArticleId) is null)
            .Select(member => member.StoryId!.Value)
            .Distinct()
            .ToList();
        if (away.Count > 0)
        {
            memory.Restore(await store.LoadStoriesAsync(connection, transaction, away));
        }
    }

    private List<StoryChanged> Apply(GroupItem item, bool isNew)
    {
        _writer.Begin(item.ArticleId, item.Revision);
        var left = Leave(item.ArticleId);
        if (item.Article is null || item.Terms is null)
        {
            _writer.AddTombstone(item.ArticleId, item.Revision, left?.StoryId);
            if (left is { Articles.Count: 0 })
            {
                _writer.Remove(left, item.ArticleId);
            }
            else if (left is not null)
            {
                _writer.Update(left, StoryChangeKind.Updated, [], [item.ArticleId]);
            }

            return _writer.End();
        }

        Count(item.Terms, isNew);
        Join(item.Article, item.Terms, left);
        return _writer.End();
    }

    private GroupedStory? Leave(Guid articleId)
    {
        var story = _memory.Grouper.StoryOf(articleId);
        _memory.Grouper.Remove(articleId);
        return story;
    }

    private void Join(ArticleContent article, ArticleTerms terms, GroupedStory? left)
    {
        var isDated = article.IsDated;
        var publishedAt = article.PublishedAt.ToUnixTimeMilliseconds();
        var vector = _memory.Vectorizer.Vectorize(terms);
        var grouped = new GroupedArticle(article.ArticleId, vector, publishedAt, isDated, article.OriginalArticleId);
        // A story whose only article was revised keeps its id.
        var emptied = left is { Articles.Count: 0 } ? left : null;
        var reusable = emptied?.StoryId;
        var decisions = _memory.Grouper.Add(grouped, () =>
        {
            var storyId = reusable ?? Guid.CreateVersion7();
            reusable = null;
            return storyId;
        });
        foreach (var decision in decisions)
        {
            switch (decision)
            {
                case GroupDecision.Joined joined:
                    var story = joined.Story;
                    var isReopened = emptied is not null && story.StoryId == emptied.StoryId;
                    if (emptied is not null && !isReopened)
                    {
                        _writer.Merge(emptied, story, article.ArticleId);
                    }
                    else if (left is { Articles.Count: > 0 } && left != story)
                    {
                        _writer.Update(left, StoryChangeKind.Updated, [], [article.ArticleId]);
                    }

                    if (isReopened)
                    {
                        (story.Version, story.Heat) = (emptied!.Version, emptied.Heat);
                    }

                    Warm(story, publishedAt);
                    _writer.AddMember(grouped, article, story, _memory.Statistics, joined.DecidedBy);
                    _writer.Update(story, joined.Created && !isReopened ? StoryChangeKind.Created : StoryChangeKind.Updated, [article.ArticleId], []);
                    break;
                case GroupDecision.Merged merged:
                    _writer.MoveAll(merged.From, merged.Into, merged.DecidedBy);
                    _writer.Merge(merged.From, merged.Into, null);
                    _writer.Update(merged.Into, StoryChangeKind.Updated, [.. merged.Articles.Select(moved => moved.ArticleId)], []);
                    break;
                case GroupDecision.Split split:
                    Guid[] parted = [.. split.Articles.Select(moved => moved.ArticleId)];
                    _writer.Move(parted, split.Into, split.DecidedBy);
                    _writer.Update(split.From, StoryChangeKind.Updated, [], parted);
                    _writer.Update(split.Into, StoryChangeKind.Created, parted, []);
                    break;
            }
        }
    }

    private void Warm(GroupedStory story, long publishedAt)
    {
        var score = HeatScale.Score(1, Math.Min(publishedAt, _now));
        story.Heat = HeatScale.Combine(story.Heat, score);
        _warmed.Add((story.StoryId, score));
    }

    private void Count(ArticleTerms terms, bool isNew)
    {
        if (!isNew)
        {
            // The article is counted already; only words that nobody knows yet have to be made known.
            _writer.AddUnknownTerms(terms.Surfaces);
            return;
        }

        _counted++;
        foreach (var (term, surface) in terms.Surfaces)
        {
            ref var counted = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, term, out var known);
            counted = (known ? counted.Surface : surface, counted.Articles + 1);
        }

        _memory.Statistics.Count(terms.Counts.Keys.Select(term => term.Hash), 1);
        _lengths = new FieldLengths(
            _lengths.Title + terms.Lengths.Title,
            _lengths.Lead + terms.Lengths.Lead,
            _lengths.Body + terms.Lengths.Body,
            _lengths.Names + terms.Lengths.Names);
    }
}
