using System.Globalization;
using Microsoft.Extensions.Options;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Full-text search over articles and stories: the store selects, <see cref="Bm25F"/> ranks.</summary>
public sealed class ArticleSearch(
    SearchStore store, TermTableCache tables, StoryStore stories, SpellingCorrector corrector, HotStories hot, IOptions<SearchOptions> options, TimeProvider clock)
{
    private const int MaxExpansions = 50;
    private const int MaxTotal = 10_000;
    private const int FacetValues = 20;
    private const int FewHits = 3;

    /// <summary>One page of articles.</summary>
    public async Task<SearchArticlesResponse> ArticlesAsync(
        SearchQuery query, SearchPosition? position, int limit, bool includeFacets, CancellationToken cancellation)
    {
        query = await WithSpellingsAsync(query, cancellation);
        // The first page counts what is found, and its facets are of all that; later pages need only what is ranked.
        var selection = await SelectAsync(
            query, position, position is null ? MaxTotal : 0, position is null && includeFacets ? MaxTotal : 0, cancellation);
        var (page, total, next) = query.Parsed.IsEmpty
            ? await ListAsync(query, selection.Statistics, position, limit, cancellation)
            : await RankAsync(query, selection, position, limit, cancellation);
        var response = new SearchArticlesResponse { TotalSize = total };
        response.Hits.AddRange(await HitsAsync(page, selection.Terms, cancellation));
        if (next is { } last)
        {
            var token = new SearchPosition(selection.Statistics, last.Score, last.Key.ToString(CultureInfo.InvariantCulture), total);
            response.NextPageToken = PageToken.Encode(token, query.Key("articles"));
        }

        if (position is null)
        {
            if (includeFacets)
            {
                response.Facets.AddRange(await FacetsAsync(query, selection, cancellation));
            }

            if (total < FewHits && query.Parsed.Words.Count > 0)
            {
                response.CorrectedQuery = await corrector.CorrectAsync(query.Text, selection.Statistics.Terms, cancellation);
            }
        }

        return response;
    }

    /// <summary>One page of stories, each ranked by its best article.</summary>
    public async Task<SearchStoriesResponse> StoriesAsync(SearchQuery query, SearchPosition? position, int limit, CancellationToken cancellation)
    {
        query = await WithSpellingsAsync(query, cancellation);
        var selection = await SelectAsync(query, position, 0, 0, cancellation);
        var articles = query.Parsed.IsEmpty
            ? await store.ListAsync(query.Parsed, query.Filter, selection.Statistics.LastKey, null, options.Value.CandidateLimit, cancellation)
            : await ScoreAsync(query, selection, cancellation);
        var storyOf = await store.StoriesAsync(articles.Select(article => article.Key), cancellation);
        var ranked = articles
            .Where(article => storyOf.ContainsKey(article.Key))
            .GroupBy(article => storyOf[article.Key])
            .Select(group => (StoryId: group.Key, Score: group.Max(article => article.Score)))
            .OrderByDescending(story => story.Score).ThenBy(story => story.StoryId)
            .Where(story => position is null || story.Score < position.Score
                || (story.Score == position.Score && story.StoryId.CompareTo(Guid.Parse(position.Id)) > 0))
            .Take(limit + 1)
            .ToList();
        var (page, next) = ranked.Page(limit, last => new SearchPosition(selection.Statistics, last.Score, last.StoryId.ToString("D"), 0), query.Key("stories"));
        var ids = page.Select(story => story.StoryId).ToList();
        var summaries = await stories.SummariesAsync(ids, cancellation);
        var heat = await hot.HeatAsync(ids, cancellation);
        var response = new SearchStoriesResponse { NextPageToken = next };
        foreach (var storyId in ids)
        {
            if (summaries.TryGetValue(storyId, out var found))
            {
                var summary = found.Summary.Clone();
                summary.Heat = heat(found.StoryId, found.Heat);
                response.Stories.Add(summary);
            }
        }

        return response;
    }

    // Outlets are asked for blind to case; as they are written, they are found by their index.
    private async Task<SearchQuery> WithSpellingsAsync(SearchQuery query, CancellationToken cancellation) => query.Filter.Outlets.Count == 0
        ? query
        : query with { Filter = query.Filter with { Outlets = await store.OutletSpellingsAsync(query.Filter.Outlets, cancellation) } };

    private async Task<Selection> SelectAsync(
        SearchQuery query, SearchPosition? position, int counted, int kept, CancellationToken cancellation)
    {
        var expansions = new List<IReadOnlyList<string>>();
        foreach (var prefix in query.Parsed.Prefixes)
        {
            expansions.Add(await store.ExpandAsync(prefix, MaxExpansions, cancellation));
        }

        var terms = query.Parsed.Words.Concat(query.Parsed.Phrases.SelectMany(phrase => phrase)).Concat(expansions.SelectMany(group => group)).ToHashSet();
        var statistics = position?.Statistics
            ?? await store.StatisticsAsync(terms, clock.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
        var expression = MatchExpression.Build(query.Parsed, expansions, statistics.Terms, options.Value.CandidateLimit);
        var ranked = options.Value.CandidateLimit;
        // Whether words stand side by side has to be read in each article: a phrase is counted as far as it is ranked.
        var most = query.Parsed.Phrases.Count > 0 ? 0 : MaxTotal;
        var selected = query.Parsed.IsEmpty || expression.IsImpossible ? SelectedArticles.None
            : await store.SelectAsync(
                expression, query.Filter, statistics.LastKey, Math.Max(ranked, Math.Min(most, counted)), Math.Max(ranked, Math.Min(most, kept)), cancellation);
        return new Selection(terms, statistics, selected);
    }

    private async Task<(List<ScoredArticle> Page, int Total, ScoredArticle? Next)> RankAsync(
        SearchQuery query, Selection selection, SearchPosition? position, int limit, CancellationToken cancellation)
    {
        var scored = await ScoreAsync(query, selection, cancellation);
        var total = position?.Total ?? Math.Min(MaxTotal, selection.Found.Count);
        var ranked = scored
            .OrderByDescending(article => article.Score).ThenByDescending(article => article.Key)
            .Where(article => position is null || article.Score < position.Score
                || (article.Score == position.Score && article.Key < long.Parse(position.Id, CultureInfo.InvariantCulture)))
            .Take(limit + 1)
            .ToList();
        return Cut(ranked, limit, total);
    }

    private async Task<(List<ScoredArticle> Page, int Total, ScoredArticle? Next)> ListAsync(
        SearchQuery query, CorpusStatistics statistics, SearchPosition? position, int limit, CancellationToken cancellation)
    {
        (long, long)? after = position is null ? null : ((long)position.Score, long.Parse(position.Id, CultureInfo.InvariantCulture));
        var total = position?.Total
            ?? await store.CountAsync(query.Parsed, query.Filter, statistics.LastKey, MaxTotal, cancellation);
        var listed = await store.ListAsync(query.Parsed, query.Filter, statistics.LastKey, after, limit + 1, cancellation);
        return Cut(listed, limit, total);
    }

    private static (List<ScoredArticle> Page, int Total, ScoredArticle? Next) Cut(List<ScoredArticle> ranked, int limit, int total) =>
        ranked.Count > limit ? (ranked[..limit], total, ranked[limit - 1]) : (ranked, total, null);

    private async Task<List<ScoredArticle>> ScoreAsync(SearchQuery query, Selection selection, CancellationToken cancellation)
    {
        var ranking = new Bm25F(selection.Terms, selection.Statistics, query.RecencyWeight);
        var candidates = selection.Found.Keys.Take(options.Value.CandidateLimit).ToList();
        var articles = await tables.GetAsync(candidates, missing => store.TermsAsync(missing, cancellation));
        return articles.ConvertAll(
            article => new ScoredArticle(article.Key, article.PublishedAt, ranking.Score(article.Terms, article.Lengths, article.PublishedAt)));
    }

    private async Task<IEnumerable<ArticleHit>> HitsAsync(List<ScoredArticle> page, HashSet<string> terms, CancellationToken cancellation)
    {
        var articles = await store.LoadAsync(page.Select(article => article.Key), cancellation);
        return page.Where(article => articles.ContainsKey(article.Key)).Select(article => ToHit(article.Score, articles[article.Key], terms));
    }

    private static ArticleHit ToHit(double score, FoundArticle article, HashSet<string> terms)
    {
        var hit = new ArticleHit
        {
            Article = ProtoMapping.ToArticleRef(article.ArticleId, article.Revision, article.Title, article.Outlet, article.Url, article.PublishedAt),
            StoryId = article.StoryId?.ToString("D") ?? "",
            Score = score,
            Language = article.Language,
        };
        hit.Highlights.AddRange(Highlighter.Excerpts(article.Text, article.BodyStart, terms));
        return hit;
    }

    private async Task<IEnumerable<Facet>> FacetsAsync(SearchQuery query, Selection selection, CancellationToken cancellation)
    {
        var keys = query.Parsed.IsEmpty
            ? (await store.ListAsync(query.Parsed, query.Filter, selection.Statistics.LastKey, null, MaxTotal, cancellation))
                .ConvertAll(article => article.Key)
            : selection.Found.Keys;
        var facets = new List<Facet>();
        foreach (var field in Enum.GetValues<FacetField>())
        {
            var facet = new Facet { Field = field.ToString().ToLowerInvariant() };
            facet.Values.AddRange((await store.FacetAsync(field, keys, FacetValues, cancellation)).Select(row => new FacetValue
            {
                Value = field == FacetField.Stance ? ((Stance)int.Parse(row.Value, CultureInfo.InvariantCulture)).ToString() : row.Value,
                Label = field == FacetField.Stance ? ((Stance)int.Parse(row.Value, CultureInfo.InvariantCulture)).ToString() : row.Label,
                Count = (int)row.Articles,
            }));
            facets.Add(facet);
        }

        return facets;
    }

    /// <param name="Terms">What ranks and is highlighted.</param>
    /// <param name="Statistics">What ranking knows of the corpus.</param>
    /// <param name="Found">Articles that the words select; the newest of them are ranked.</param>
    private sealed record Selection(HashSet<string> Terms, CorpusStatistics Statistics, SelectedArticles Found);
}
