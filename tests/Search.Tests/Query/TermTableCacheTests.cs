using Microsoft.Extensions.Options;

namespace OnRecord.Search.Tests;

/// <summary>Memory for ranking: bounded, and never a different answer.</summary>
public sealed class TermTableCacheTests
{
    private const int Kilobytes100 = 102_400;

    private readonly TermTableCache _cache = new(Options.Create(new SearchOptions { RankingCacheMegabytes = 1 }));
    private readonly List<long> _loaded = [];

    [Fact]
    public async Task What_is_held_is_not_loaded_again()
    {
        await GetAsync(1, 2);
        await GetAsync(2, 3);

        Assert.Equal([1, 2, 3], _loaded);
    }

    [Fact]
    public async Task It_gives_everything_however_little_it_may_hold()
    {
        var all = Enumerable.Range(1, 100).Select(key => (long)key).ToArray();

        Assert.Equal(all, await GetAsync(all));
        Assert.Equal(all, await GetAsync(all));
        Assert.InRange(_cache.Size, 1, 1_048_576);
    }

    [Fact]
    public async Task What_is_used_outlives_what_is_not()
    {
        await GetAsync(1, 2);
        for (var key = 3; key < 100; key++)
        {
            await GetAsync(1, key);
        }

        Assert.Single(_loaded, key => key == 1);
        await GetAsync(2);
        Assert.Equal(2, _loaded.Count(key => key == 2));
    }

    [Fact]
    public async Task What_the_store_has_no_more_is_left_out()
    {
        var found = await _cache.GetAsync([1, 2], _ => Task.FromResult(new List<RankedTerms> { Article(2) }));

        Assert.Equal(2, Assert.Single(found).Key);
    }

    private async Task<IEnumerable<long>> GetAsync(params long[] keys) => (await _cache.GetAsync(keys, missing =>
    {
        _loaded.AddRange(missing);
        return Task.FromResult(missing.Select(Article).ToList());
    })).Select(article => article.Key).Order();

    private static RankedTerms Article(long key) => new(key, 0, default, new byte[Kilobytes100]);
}
