using System.Globalization;
using StackExchange.Redis;

namespace OnRecord.Search;

/// <summary>The ranking that replicas share: a sorted set. Whatever Redis does, the caller goes on.</summary>
internal sealed class RedisHeatRanking(RedisGate redis) : IHeatRanking
{
    private const int Capacity = 20_000;
    private const int FixedArguments = 2;
    private static readonly RedisKey Key = "onrecord:heat";
    private static readonly RedisKey Filled = "onrecord:heat:filled";

    // Adds on the logarithmic scale (or, to fill, takes the higher), then drops the coldest. Each pair of arguments is a score
    // and a story.
    private const string Raise =
        """
        for i = 3, #ARGV, 2 do
          local added = tonumber(ARGV[i])
          local before = redis.call('ZSCORE', KEYS[1], ARGV[i + 1])
          if before then
            local high, low = math.max(tonumber(before), added), math.min(tonumber(before), added)
            added = high
            if ARGV[2] == 'raise' then added = high + math.log(1 + 2 ^ (low - high)) / math.log(2) end
          end
          redis.call('ZADD', KEYS[1], string.format('%.17g', added), ARGV[i + 1])
        end
        redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -tonumber(ARGV[1]) - 1)
        if ARGV[2] == 'fill' then redis.call('SET', KEYS[2], '1') end
        """;

    public Task RaiseAsync(IReadOnlyCollection<(Guid StoryId, double Score)> scores, CancellationToken cancellation) =>
        RunAsync("raise", scores, cancellation);

    public Task FillAsync(IReadOnlyCollection<(Guid StoryId, double Score)> scores, CancellationToken cancellation) =>
        RunAsync("fill", scores, cancellation);

    public Task RemoveAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation) => redis.TryAsync(
        database => database.SortedSetRemoveAsync(Key, [.. storyIds.Select(id => (RedisValue)id.ToString("D"))]), cancellation);

    public async Task<IReadOnlyList<(Guid StoryId, double Score)>?> TopAsync(int offset, int count, CancellationToken cancellation)
    {
        var (answered, entries) = await redis.TryAsync(
            async database =>
            {
                var filled = database.KeyExistsAsync(Filled);
                var top = await database.SortedSetRangeByRankWithScoresAsync(Key, offset, offset + count - 1, Order.Descending);
                return await filled ? top : null;
            },
            cancellation);
        return answered ? entries?.Select(entry => (Guid.Parse((string)entry.Element!), entry.Score)).ToList() : null;
    }

    public async Task<IReadOnlyDictionary<Guid, double>> ScoresAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation)
    {
        var ids = storyIds.Distinct().ToArray();
        var (answered, scores) = await redis.TryAsync(
            database => database.SortedSetScoresAsync(Key, [.. ids.Select(id => (RedisValue)id.ToString("D"))]), cancellation);
        return answered
            ? ids.Zip(scores!).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!.Value)
            : new Dictionary<Guid, double>();
    }

    private async Task RunAsync(string mode, IReadOnlyCollection<(Guid StoryId, double Score)> scores, CancellationToken cancellation)
    {
        var arguments = new RedisValue[FixedArguments + (2 * scores.Count)];
        (arguments[0], arguments[1]) = (Capacity, mode);
        var index = FixedArguments;
        foreach (var (storyId, score) in scores)
        {
            arguments[index++] = score.ToString("R", CultureInfo.InvariantCulture);
            arguments[index++] = storyId.ToString("D");
        }

        await redis.TryAsync(database => database.ScriptEvaluateAsync(Raise, [Key, Filled], arguments), cancellation);
    }
}
