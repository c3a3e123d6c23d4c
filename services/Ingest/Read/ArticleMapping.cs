using System.Text.Json;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>From stored values to the API's messages.</summary>
internal static class ArticleMapping
{
    public static SubmitArticleResponse ToResponse(this SubmissionResult result) => new()
    {
        ArticleId = result.ArticleId.ToString(),
        Revision = result.Revision,
        Outcome = result.Outcome,
        OriginalArticleId = result.OriginalArticleId?.ToString() ?? "",
    };

    public static Article ToProto(this ArticleRow row, bool includeText)
    {
        var article = new Article
        {
            ArticleId = row.ArticleId.ToString(),
            Revision = row.Revision,
            Url = row.Url,
            Outlet = row.Outlet,
            Title = row.Title,
            PublishTime = ProtoMapping.ToTimestamp(row.PublishedAt),
            Language = row.Language,
            LanguageConfidence = row.LanguageConfidence,
            Text = includeText ? row.Text : "",
            BodyStart = row.BodyStart,
            PageKind = row.PageKind,
            OriginalArticleId = row.OriginalArticleId?.ToString() ?? "",
            State = row.State,
            StateReason = row.StateReason,
            Analysed = AnalysedLanguage.Is(row.Language),
            SubmitTime = ProtoMapping.ToTimestamp(row.SubmittedAt),
            IndexTime = ProtoMapping.ToTimestamp(row.IndexedAt),
            StoryId = row.StoryId?.ToString() ?? "",
            Boarded = !row.IsUnderWay && row.State is (ArticleState.Indexed or ArticleState.Retracted),
        };
        article.Authors.AddRange(JsonSerializer.Deserialize<string[]>(row.Authors));
        return article;
    }
}
