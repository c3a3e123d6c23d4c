using Google.Protobuf;
using OnRecord.Api.Search.V1;
using OnRecord.Events;

namespace OnRecord.Search.Tests;

/// <summary>Both stores answer alike on the same articles.</summary>
public sealed class ParityTests : IAsyncLifetime
{
    private const int Articles = 60;

    private static readonly string[] Subjects = ["bridge", "harbour", "orchard", "railway", "museum", "reservoir"];
    private static readonly string[] Deeds = ["closed", "reopened", "expanded", "sold", "inspected"];
    private static readonly string[] Places = ["Marlow", "Linden", "Kestrel Bay", "Dunmore"];

    private SearchHost _sqlite = null!;
    private SearchHost _postgres = null!;

    public async Task InitializeAsync()
    {
        _sqlite = await SearchHost.StartAsync();
        _postgres = await SearchHost.StartOnPostgresAsync();
        for (var index = 0; index < Articles; index++)
        {
            var article = Made(index);
            var position = HandMade.Position("Edith Calloway", (StanceLabel)(1 + (index % 6)));
            await _sqlite.IndexAsync(article, position);
            await _postgres.IndexAsync(article, position);
        }
    }

    public async Task DisposeAsync()
    {
        await _sqlite.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Every_kind_of_query_gives_the_same_hits_in_the_same_order()
    {
        string[] queries =
        [
            "bridge", "bridge closed Marlow", "\"kestrel bay\"", "harbour -sold", "-sold -closed", "rail* reopened", "\"bridge was closed\" dunmore",
            "inspect*", "mayor", "the", "nothingofthekind", "Calloway orchard", "",
        ];
        foreach (var query in queries)
        {
            foreach (var recency in new[] { 0f, 0.5f })
            {
                var request = new SearchArticlesRequest { Query = query, PageSize = 40, RecencyWeight = recency, IncludeFacets = true };
                var (left, right) = (await _sqlite.Client.SearchArticlesAsync(request), await _postgres.Client.SearchArticlesAsync(request));

                Assert.Equal(Ids(left), Ids(right));
                Assert.Equal(left.TotalSize, right.TotalSize);
                Assert.Equal(left.CorrectedQuery, right.CorrectedQuery);
                Assert.Equal(left.Facets.Select(facet => facet.ToString()), right.Facets.Select(facet => facet.ToString()));
                Assert.Equal(
                    left.Hits.SelectMany(hit => hit.Highlights).Select(highlight => highlight.ToByteString()),
                    right.Hits.SelectMany(hit => hit.Highlights).Select(highlight => highlight.ToByteString()));

                // Without facets fewer keys are read.
                request.IncludeFacets = false;
                foreach (var host in new[] { _sqlite, _postgres })
                {
                    var bare = await host.Client.SearchArticlesAsync(request);
                    Assert.Equal(Ids(left), Ids(bare));
                    Assert.Equal(left.TotalSize, bare.TotalSize);
                }
            }
        }
    }

    [Fact]
    public async Task Every_filter_selects_the_same()
    {
        SearchFilter[] filters =
        [
            new() { Outlets = { "Outlet 1", "Outlet 2" } },
            new() { EntityIds = { HandMade.Id("Marlow") } },
            new() { Languages = { "en" }, Stances = { Api.Common.V1.Stance.Denies, Api.Common.V1.Stance.NoComment } },
            new() { HolderId = HandMade.Id("Edith Calloway"), Stances = { Api.Common.V1.Stance.Supports } },
            new()
            {
                TimeRange = new Api.Common.V1.TimeRange
                {
                    StartTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(HandMade.Noon.AddHours(-20)),
                    EndTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(HandMade.Noon.AddHours(-5)),
                },
            },
        ];
        foreach (var filter in filters)
        {
            foreach (var query in new[] { "mayor costs", "" })
            {
                var request = new SearchArticlesRequest { Query = query, PageSize = 100, Filter = filter };
                var (left, right) = (await _sqlite.Client.SearchArticlesAsync(request), await _postgres.Client.SearchArticlesAsync(request));

                Assert.NotEmpty(left.Hits);
                Assert.True(left.TotalSize < Articles);
                Assert.Equal(Ids(left), Ids(right));
            }
        }
    }

    [Fact]
    public async Task Outlets_are_found_in_any_case_and_page_by_page()
    {
        foreach (var host in new[] { _sqlite, _postgres })
        {
            await host.IndexAsync(HandMade.Article("Élan harbour reopened", "The harbour has reopened after repairs.", outlet: "Élan Post"));
            var asWritten = new SearchArticlesRequest { PageSize = 100, Filter = new() { Outlets = { "Outlet 1", "Élan Post" } } };
            var expected = Ids(await host.Client.SearchArticlesAsync(asWritten)).ToList();
            var request = new SearchArticlesRequest { PageSize = 5, Filter = new() { Outlets = { "OUTLET 1", "élan post" } } };
            var seen = new List<string>();
            do
            {
                var page = await host.Client.SearchArticlesAsync(request);
                seen.AddRange(Ids(page));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            Assert.Equal((Articles / 5) + 1, seen.Count);
            Assert.Equal(expected, seen);
            Assert.Empty((await host.Client.SearchArticlesAsync(new() { Filter = new() { Outlets = { "No Such Post" } } })).Hits);
        }
    }

    [Fact]
    public async Task Pages_are_whole_while_articles_are_written()
    {
        foreach (var host in new[] { _sqlite, _postgres })
        {
            var request = new SearchArticlesRequest { Query = "bridge harbour orchard", PageSize = 7 };
            var expected = Ids(await host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = request.Query, PageSize = 100 }));
            var seen = new List<string>();
            var extra = 1_000;
            do
            {
                var page = await host.Client.SearchArticlesAsync(request);
                seen.AddRange(Ids(page));
                request.PageToken = page.NextPageToken;
                await host.IndexAsync(Made(extra++));
            }
            while (request.PageToken.Length > 0);

            Assert.Equal(expected, seen);
        }
    }

    [Fact]
    public async Task A_misspelt_word_is_corrected()
    {
        foreach (var host in new[] { _sqlite, _postgres })
        {
            var found = await host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = "resevroir" });

            Assert.Equal("reservoir", found.CorrectedQuery);
        }
    }

    [Fact]
    public async Task Suggestions_complete_entities_words_and_stories()
    {
        foreach (var host in new[] { _sqlite, _postgres })
        {
            var entities = await host.Client.SuggestAsync(new SuggestRequest { Prefix = "Edith C" });
            var words = await host.Client.SuggestAsync(new SuggestRequest { Prefix = "reserv" });

            Assert.Contains(entities.Suggestions, found => found.Kind == SuggestionKind.Entity && found.Text == "Edith Calloway");
            Assert.Contains(words.Suggestions, found => found.Kind == SuggestionKind.Term && found.Text == "reservoir");
            Assert.Contains(words.Suggestions, found => found.Kind == SuggestionKind.Story);
        }
    }

    [Fact]
    public async Task Stories_are_found_by_their_best_article_and_pages_do_not_overlap()
    {
        foreach (var host in new[] { _sqlite, _postgres })
        {
            await host.IndexAsync(HandMade.Article("Glacier tunnel", "A tunnel under the Aldor glacier collapsed while surveyors measured its melting ice."));
            await host.IndexAsync(HandMade.Article("Violin thief", "Thieves dug a tunnel to steal a rare violin from the vault of an auction house."));
            await host.IndexAsync(HandMade.Article("Badger rescue", "Volunteers saved a badger family whose tunnel was flooded by heavy autumn rain."));
            var seen = new List<string>();
            var request = new SearchStoriesRequest { Query = "tunnel", PageSize = 1 };
            do
            {
                var page = await host.Client.SearchStoriesAsync(request);
                seen.Add(Assert.Single(page.Stories).Headline);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            Assert.Equal(["Badger rescue", "Glacier tunnel", "Violin thief"], seen.Order(StringComparer.Ordinal));
        }
    }

    private static IReadOnlyList<string> Ids(SearchArticlesResponse response) => [.. response.Hits.Select(hit => hit.Article.ArticleId)];

    private static ArticleRecognized Made(int index)
    {
        var (subject, deed, place) = (Subjects[index % Subjects.Length], Deeds[index % Deeds.Length], Places[index % Places.Length]);
        var body = $"The {subject} was {deed} in {place} on day {index}. Mayor Edith Calloway spoke of the {subject} {string.Concat(Enumerable.Repeat("again ", index % 4))}"
            + $"and of costs of {index * 13} million.";
        return HandMade.Article(
            $"{place} {subject} {deed}",
            body,
            new Guid(index + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
            outlet: $"Outlet {index % 5}",
            published: HandMade.Noon.AddHours(-index),
            entities: ["Edith Calloway", place]);
    }
}
