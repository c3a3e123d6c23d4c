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
/// <param name="Bytes">The serialised GetStoryResponse; empty for a redirect, and when there is no such story.</param>
[ImmutableObject(true)]
public sealed record CachedStory(Guid StoryId, long Version, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Hot stories: first the process, then Redis where there is one, then the store; callers of one cold story share one load. An
/// entry that is older than a version already announced is never served, wherever a slow load may have put it.
/// </summary>
public sealed class StoryCache(HybridCache cache, StoryStore store, TimeProvider clock)
{
    private const int MaxAnnounced = 100_000;

    private static readonly TimeSpan Expiration = TimeSpan.FromMinutes(5);
    private static readonly HybridCacheEntryOptions Options = new() { Expiration = Expiration, LocalCacheExpiration = TimeSpan.FromSeconds(30) };

    private readonly ConcurrentDictionary<Guid, (long Version, long At)> _announced = [];

    /// <summary>The story, or null.</summary>
    public async ValueTask<CachedStory?> GetAsync(Guid storyId, CancellationToken cancellation)
    {
        SearchMetrics.StoryLookups.Add(1);
        var entry = await ReadAsync(storyId, cancellation);
        if (entry.StoryId == storyId && _announced.TryGetValue(storyId, out var announced) && entry.Version < announced.Version)
        {
            await cache.RemoveAsync(Key(storyId), cancellation);
            entry = await ReadAsync(storyId, cancellation);
        }

        return entry.StoryId == Guid.Empty ? null
            : entry.StoryId == storyId ? entry
            : await GetAsync(entry.StoryId, cancellation);
    }

    /// <summary>A change was announced: drops the entry, and from now on accepts no older one.</summary>
    public async Task ForgetAsync(Guid storyId, long version, CancellationToken cancellation)
    {
        if (version > 0)
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            _announced.AddOrUpdate(storyId, (version, now), (_, known) => (Math.Max(version, known.Version), now));
            if (_announced.Count > MaxAnnounced)
            {
                Trim(now);
            }
        }

        await cache.RemoveAsync(Key(storyId), cancellation);
    }

    private ValueTask<CachedStory> ReadAsync(Guid storyId, CancellationToken cancellation) => cache.GetOrCreateAsync(
        Key(storyId),
        (Store: store, StoryId: storyId),
        static async (state, token) =>
        {
            SearchMetrics.StoryLoads.Add(1);
            if (await state.Store.LoadAsync(state.StoryId, token) is not { } story)
            {
                return new CachedStory(Guid.Empty, 0, default);
            }

            // A redirect leads to the one entry that is kept up to date.
            var found = Guid.Parse(story.StoryId);
            return found == state.StoryId
                ? new CachedStory(found, story.Version, new GetStoryResponse { Story = story }.ToByteArray())
                : new CachedStory(found, 0, default);
        },
        Options,
        cancellationToken: cancellation);

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

    private static string Key(Guid storyId) => $"onrecord:story:{storyId:N}";
}

/// <summary>Keeps the bytes as they are: a second-level hit is not parsed.</summary>
internal sealed class CachedStorySerializer : IHybridCacheSerializer<CachedStory>
{
    private const int IdSize = 16;
    private const int HeaderSize = IdSize + sizeof(long);

    public CachedStory Deserialize(ReadOnlySequence<byte> source)
    {
        if (source.Length < HeaderSize)
        {
            throw new FormatException("A cached story is cut short.");
        }

        var bytes = source.ToArray();
        return new CachedStory(
            new Guid(bytes.AsSpan(0, IdSize)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(IdSize)), bytes.AsMemory(HeaderSize));
    }

    public void Serialize(CachedStory value, IBufferWriter<byte> target)
    {
        var header = target.GetSpan(HeaderSize);
        value.StoryId.TryWriteBytes(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[IdSize..], value.Version);
        target.Advance(HeaderSize);
        target.Write(value.Bytes.Span);
    }
}
