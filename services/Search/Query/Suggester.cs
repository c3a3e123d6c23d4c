using OnRecord.Api.Search.V1;

namespace OnRecord.Search;

/// <summary>Completes what is being typed: entities first, then words, then stories.</summary>
public sealed class Suggester(SearchStore store, ArticleSearch search)
{
    private const int Stories = 3;

    /// <summary>Suggestions, best first.</summary>
    public async Task<IReadOnlyList<Suggestion>> SuggestAsync(string prefix, int limit, CancellationToken cancellation)
    {
        var typed = prefix.TrimStart();
        if (typed.Length == 0)
        {
            return [];
        }

        var suggestions = (await store.EntitiesAsync(typed, limit, cancellation))
            .Select(entity => new Suggestion { Kind = SuggestionKind.Entity, Text = entity.Name, TargetId = entity.EntityId })
            .ToList();
        var lastWord = typed[(typed.LastIndexOf(' ') + 1)..];
        if (TermFormer.Form(lastWord, stem: false) is { Length: > 1 } word)
        {
            var before = typed[..^lastWord.Length];
            suggestions.AddRange((await store.CompleteAsync(word, limit, cancellation))
                .Select(term => new Suggestion { Kind = SuggestionKind.Term, Text = before + term.Surface }));
            var query = new SearchQuery(typed, ParsedQuery.Parse(before + word + "*"), ArticleFilter.None, SearchQuery.DefaultRecencyWeight);
            var found = await search.StoriesAsync(query, null, Stories, cancellation);
            suggestions.InsertRange(
                Math.Min(suggestions.Count, limit / 2),
                found.Stories.Select(story => new Suggestion { Kind = SuggestionKind.Story, Text = story.Headline, TargetId = story.StoryId }));
        }

        return suggestions.Take(limit).ToList();
    }
}
