using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace OnRecord.Search;

/// <summary>
/// The second level of the story cache. Through <see cref="RedisGate"/>, so that a Redis that is away or slow is a miss, not a
/// failure; the stock implementation waits for its time-out on each call.
/// </summary>
internal sealed class RedisStoryCache(RedisGate redis) : IDistributedCache
{
    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var (_, value) = await redis.TryAsync(database => database.StringGetAsync(key), token);
        return value;
    }

    public void Refresh(string key)
    {
        // Entries have no sliding expiration.
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    public Task RemoveAsync(string key, CancellationToken token = default) => redis.TryAsync(database => database.KeyDeleteAsync(key), token);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).GetAwaiter().GetResult();

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => redis.TryAsync(
        database => database.StringSetAsync(key, (RedisValue)value, options.AbsoluteExpirationRelativeToNow ?? TimeSpan.FromMinutes(5), When.Always), token);
}
