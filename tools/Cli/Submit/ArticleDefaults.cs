using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Cli.Submit;

/// <summary>Fields given on the command line, for articles that do not bring their own.</summary>
internal sealed record ArticleDefaults(string? Url, string? Outlet, string? Title, DateTimeOffset? Published, string? Language)
{
    /// <summary>Sets what the article leaves empty.</summary>
    public void Fill(ArticleInput article)
    {
        article.Url = Choose(article.Url, Url);
        article.Outlet = Choose(article.Outlet, Outlet);
        article.Title = Choose(article.Title, Title);
        article.Language = Choose(article.Language, Language);
        article.PublishTime ??= Published is { } time ? Timestamp.FromDateTimeOffset(time) : null;
    }

    private static string Choose(string own, string? fallback) => own.Length > 0 ? own : fallback ?? "";
}
