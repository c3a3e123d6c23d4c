using System.Data.Common;
using System.Diagnostics;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// Decides which story an article belongs to, and keeps that in the store: the one serial decision of the platform. The memory that
/// decisions need is loaded once; each batch claims the next number in the store, and an instance that finds another's
/// mark there loads its memory again. So a standby takes over within seconds, and two instances can never mix their decisions.
/// </summary>
public sealed class StoryAssigner
{
    private const int BatchLimit = 128;

    private readonly SearchDatabase _database;
    private readonly GroupStore _store;
    private readonly GroupOptions _options;
    private readonly HotStories _heat;
    private readonly Announcer _announcer;
    private readonly TimeProvider _clock;
    private readonly Batcher<(GroupItem Item, ActivityContext Cause), (IReadOnlyList<StoryChanged> Changes, Task Announcement)> _batcher;
    private readonly string _instanceId = Guid.NewGuid().ToString("N");
    private GroupMemory? _memory;

    public StoryAssigner(
        SearchDatabase database, GroupStore store, Microsoft.Extensions.Options.IOptions<GroupOptions> options, HotStories heat, Announcer announcer,
        TimeProvider clock)
    {
        (_database, _store, _options, _heat, _announcer, _clock) = (database, store, options.Value, heat, announcer, clock);
        _batcher = new(BatchLimit, WriteAsync);
    }

    /// <summary>Assigns or retracts an article, and announces what that changes.</summary>
    /// <returns>What was announced; for a repeated event, the same as the first time.</returns>
    public async Task<IReadOnlyList<StoryChanged>> ApplyAsync(GroupItem item, CancellationToken cancellation)
    {
        var (changes, announcement) = await _batcher.AddAsync((item, Activity.Current?.Context ?? default), cancellation);
        await announcement.WaitAsync(cancellation);
        return changes;
    }

    private async Task<IReadOnlyList<(IReadOnlyList<StoryChanged>, Task)>> WriteAsync(IReadOnlyList<(GroupItem Item, ActivityContext Cause)> entries)
    {
        var items = entries.Select(entry => entry.Item).ToList();
        // Until the batch is committed there is no memory to trust: whatever fails leaves none, and the next batch loads it.
        var memory = Interlocked.Exchange(ref _memory, null);
        var attempts = 0;
        var batch = await _database.WriteAsync(async (connection, transaction) =>
        {
            memory = await ReadyAsync(attempts++ == 0 ? memory : null, connection, transaction);
            return await GroupBatch.RunAsync(memory, items, _store, _database, connection, transaction, _clock.GetUtcNow());
        });
        _memory = memory;
        var changes = batch.Results.SelectMany(one => one).ToList();
        await _heat.FollowAsync(batch.Warmed, changes);
        // Not waited for here: a broker that is away holds up those who have to announce, not those who come after them.
        // Sent without changes, too: the ledger waits for what stance says of each revision.
        var announcement = _announcer.PublishAsync(
            new StoriesChanged(Schema.Version, changes, [.. items.Select(item => new RevisionRef(item.ArticleId, item.Revision)).Distinct()]),
            entries[0].Cause);
        return [.. batch.Results.Select(one => (one, announcement))];
    }

    private async Task<GroupMemory> ReadyAsync(GroupMemory? memory, DbConnection connection, DbTransaction transaction)
    {
        if (memory is not null && await GroupStore.ClaimAsync(connection, transaction, _instanceId, memory.Batch))
        {
            memory.Batch++;
            return memory;
        }

        var batch = await GroupStore.TakeOverAsync(connection, transaction, _instanceId);
        var loaded = new GroupMemory(_options) { Batch = batch };
        await GroupStore.LoadStatisticsAsync(connection, transaction, loaded.Statistics);
        loaded.Restore(await GroupStore.LoadNewestAsync(connection, transaction, _options.ActiveArticles));
        return loaded;
    }
}

/// <summary>What the decisions rest on.</summary>
internal sealed class GroupMemory(GroupOptions options)
{
    public TermStatistics Statistics { get; } = new();

    public StoryGrouper Grouper { get; } = new(options);

    public ArticleVectorizer Vectorizer => field ??= new ArticleVectorizer(options, Statistics);

    /// <summary>Number of the batch that was written last.</summary>
    public long Batch { get; set; }

    public void Restore(IEnumerable<StoredMember> members)
    {
        foreach (var member in members)
        {
            if (Grouper.StoryOf(member.ArticleId) is null)
            {
                var story = Grouper.Restore(member.ToGrouped(), member.StoryId!.Value);
                (story.Version, story.Heat) = (member.Version, member.Heat);
            }
        }
    }
}
