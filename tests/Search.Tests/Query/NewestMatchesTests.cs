using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace OnRecord.Search.Tests;

/// <summary>On PostgreSQL words that stand in many articles are looked up from the newest articles on; nothing may be passed over.</summary>
public sealed class NewestMatchesTests : IAsyncLifetime
{
    private const int Articles = 3_000;
    private const int Gap = 37;

    // Which articles hold a word; "recent" is far from even, as words are that come up with an event.
    private static readonly Dictionary<string, Func<int, bool>> Words = new()
    {
        ["common"] = _ => true,
        ["second"] = number => number % 2 == 0,
        ["tenth"] = number => number % 10 == 0,
        ["hundredth"] = number => number % 100 == 0,
        ["recent"] = number => number > Articles - 300,
        ["early"] = number => number < 300,
    };

    private SearchHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await SearchHost.StartOnPostgresAsync();
        var numbers = Enumerable.Range(1, Articles).ToArray();
        await _host.Services.GetRequiredService<SearchDatabase>().WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO article (article_key, article_id, revision, outlet, language, published_at, title, url) OVERRIDING SYSTEM VALUE
                SELECT number * @Gap, gen_random_uuid(), 1, '', 'en', 0, '', '' FROM unnest(@numbers) number
                """,
                new { Gap, numbers },
                transaction);
            await connection.ExecuteAsync(
                "INSERT INTO article_lexemes SELECT number * @Gap, lexemes::tsvector FROM unnest(@numbers, @lexemes) articles (number, lexemes)",
                new { Gap, numbers, lexemes = Array.ConvertAll(numbers, number => string.Join(' ', Words.Where(word => word.Value(number)).Select(word => TermFormer.Form(word.Key)))) },
                transaction);
        });
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("common")]
    [InlineData("common second")]
    [InlineData("second -tenth")]
    [InlineData("common hundredth")]
    [InlineData("common recent")]
    [InlineData("early")]
    [InlineData("\"early\" -recent")]
    [InlineData("tent*")]
    public async Task They_are_those_of_the_whole_index(string query)
    {
        var parsed = ParsedQuery.Parse(query);
        var terms = Words.Keys.ToDictionary(word => TermFormer.Form(word));
        var expansions = parsed.Prefixes.Select(prefix => (IReadOnlyList<string>)[.. terms.Keys.Where(term => term.StartsWith(prefix, StringComparison.Ordinal))]).ToList();
        var required = parsed.Words.Concat(parsed.Phrases.SelectMany(phrase => phrase)).Concat(expansions.SelectMany(group => group)).ToList();
        var numbers = Enumerable.Range(1, Articles)
            .Where(number => required.All(term => Words[terms[term]](number)))
            .Where(number => !parsed.Excluded.Any(phrase => Words[terms[phrase[0]]](number)));
        // Counts of terms lag behind or run ahead; they may only decide how the words are looked up.
        foreach (var counted in new[] { 101, 400, Articles })
        {
            var expression = MatchExpression.Build(parsed, expansions, terms.ToDictionary(term => term.Key, _ => counted), 100);
            foreach (var (last, limit) in new[] { (Articles, 10), (Articles, 1_000), (Articles, 2_999), (Articles, 10_000), (1_234, 700), (1, 5) })
            {
                var expected = numbers.Where(number => number <= last).Select(number => (long)number * Gap).Reverse().Take(limit).ToList();

                var found = await _host.Services.GetRequiredService<SearchStore>()
                    .SelectAsync(expression, ArticleFilter.None, (last * Gap) + (Gap / 2), limit, limit / 2, CancellationToken.None);

                Assert.Equal(expected.Take(limit / 2), found.Keys);
                Assert.Equal(expected.Count, found.Count);
            }
        }
    }
}
