using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.ComponentModel;
using Google.Protobuf;
using Microsoft.Extensions.Caching.Hybrid;
using OnRecord.Api.Search.V1;

namespace OnRecord.Search;

/// <summary>An answer of GetStory, ready to be sent.</summary>
/// <param name="StoryId">The story; another one than was asked for when that went into it; empty when there is none.</param>
/// <param name="Version">Version of the story.</param>
/// <param name="LoadedAt">When its load began, in Unix milliseconds.</param>
/// <param name="Bytes">The serialised GetStoryResponse; empty for a redirect, and when there is no such story.</param>
[ImmutableObject(true)]
public sealed record CachedStory(Guid StoryId, long Version, long LoadedAt, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Hot stories: first the process, then Redis where there is one, then the store; callers of one cold story share one load. An
/// entry of an earlier version than was announced, or whose load began before the announcement, is not served, wherever a slow load may have put it.
/// </summary>
public sealed class StoryCache(HybridCache cache, StoryStore store, TimeProvider clock)
{
    private const int MaxAnnounced = 100_000;

    private static readonly TimeSpan Expiration = TimeSpan.FromMinutes(5);
    private static readonly HybridCacheEntryOptions Options = new() { Expiration = Expiration, LocalCacheExpiration = TimeSpan.FromSeconds(30) };

    private readonly ConcurrentDictionary<Guid, (long Version, long At)> _announced = [];

    /// <summary>Where a story's entry stands; those of builds whose form was another stand elsewhere.</summary>
    public static string Key(Guid storyId) => $"onrecord:story:2:{storyId:N}";

    /// <summary>The story, or null.</summary>
    public async ValueTask<CachedStory?> GetAsync(Guid storyId, CancellationToken cancellation)
    {
        SearchMetrics.StoryLookups.Add(1);
        var entry = await ReadAsync(storyId, cancellation);
        if (IsStale(storyId, entry))
        {
            await cache.RemoveAsync(Key(storyId), cancellation);
            entry = await ReadAsync(storyId, cancellation);
        }

        return entry.StoryId == Guid.Empty ? null
            : entry.StoryId == storyId ? entry
            : await GetAsync(entry.StoryId, cancellation);
    }

    /// <summary>A change was announced: drops the entry, and from now on accepts none from before.</summary>
    /// <param name="storyId">The story.</param>
    /// <param name="version">Its version; 0 where what its articles say has changed, and not the story.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task ForgetAsync(Guid storyId, long version, CancellationToken cancellation)
    {
        var now = Now();
        _announced.AddOrUpdate(storyId, (version, now), (_, known) => (Math.Max(version, known.Version), now));
        if (_announced.Count > MaxAnnounced)
        {
            Trim(now);
        }

        await cache.RemoveAsync(Key(storyId), cancellation);
    }

    /// <summary>Whether an entry may lack what was announced. One of a redirect bears the version 0 and leads to a story of its own.</summary>
    private bool IsStale(Guid storyId, CachedStory entry) =>
        _announced.TryGetValue(storyId, out var announced)
        && (entry.LoadedAt <= announced.At || (entry.StoryId == storyId && entry.Version < announced.Version));

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private ValueTask<CachedStory> ReadAsync(Guid storyId, CancellationToken cancellation) => cache.GetOrCreateAsync(
        Key(storyId),
        (Cache: this, StoryId: storyId),
        static (state, token) => state.Cache.LoadAsync(state.StoryId, token),
        Options,
        cancellationToken: cancellation);

    private async ValueTask<CachedStory> LoadAsync(Guid storyId, CancellationToken cancellation)
    {
        SearchMetrics.StoryLoads.Add(1);
        var now = Now();
        if (await store.LoadAsync(storyId, cancellation) is not { } story)
        {
            return new CachedStory(Guid.Empty, 0, now, default);
        }

        // A redirect leads to the one entry that is kept up to date.
        var found = Guid.Parse(story.StoryId);
        return found == storyId
            ? new CachedStory(found, story.Version, now, new GetStoryResponse { Story = story }.ToByteArray())
            : new CachedStory(found, 0, now, default);
    }

    private void Trim(long now)
    {
        foreach (var (storyId, announced) in _announced)
        {
            if (now - announced.At > Expiration.TotalMilliseconds)
            {
                _announced.TryRemove(storyId, out _);
            }
        }
    }
}

/// <summary>Keeps the bytes as they are: a second-level hit is not parsed.</summary>
internal sealed class CachedStorySerializer : IHybridCacheSerializer<CachedStory>
{
    private const int IdSize = 16;
    private const int HeaderSize = IdSize + (2 * sizeof(long));

    public CachedStory Deserialize(ReadOnlySequence<byte> source)
    {
        if (source.Length < HeaderSize)
        {
            throw new FormatException("A cached story is cut short.");
        }

        var bytes = source.ToArray();
        return new CachedStory(
            new Guid(bytes.AsSpan(0, IdSize)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(IdSize)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(IdSize + sizeof(long))),
            bytes.AsMemory(HeaderSize));
    }

    public void Serialize(CachedStory value, IBufferWriter<byte> target)
    {
        var header = target.GetSpan(HeaderSize);
        value.StoryId.TryWriteBytes(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[IdSize..], value.Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[(IdSize + sizeof(long))..], value.LoadedAt);
        target.Advance(HeaderSize);
        target.Write(value.Bytes.Span);
    }
}
