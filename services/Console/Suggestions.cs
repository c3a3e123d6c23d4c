using OnRecord.Api.Search.V1;
using OnRecord.Web.Parts;

namespace OnRecord.Web;

/// <summary>What the search box proposes while one types.</summary>
internal static class Suggestions
{
    private const int Least = 2;
    private const int Most = 100;

    /// <summary>Maps <c>/suggestions?prefix=…</c>: an array of <c>{text, kind}</c>, empty where the service does not answer: the box is then what it was, a box.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/suggestions", async (string prefix, Backends backends) => await OfAsync(prefix, backends));

    private static async Task<Proposal[]> OfAsync(string prefix, Backends backends)
    {
        if (prefix.Length is < Least or > Most)
        {
            return [];
        }

        var answer = await Answers.OfAsync(backends.Search.SuggestAsync(new SuggestRequest { Prefix = prefix }, deadline: backends.Deadline).ResponseAsync);
        return answer.Value is { } found
            ? [.. found.Suggestions.DistinctBy(suggestion => suggestion.Text).Select(suggestion => new Proposal(suggestion.Text, KindOf(suggestion)))]
            : [];
    }

    private static string KindOf(Suggestion suggestion) => suggestion.Kind switch
    {
        SuggestionKind.Entity => "name",
        SuggestionKind.Story => "story",
        _ => "word",
    };

    private sealed record Proposal(string Text, string Kind);
}
