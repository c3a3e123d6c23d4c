using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace OnRecord.Defaults;

/// <summary>The source of OnRecord's own spans and the meter of its domain figures.</summary>
public static class OnRecordTelemetry
{
    /// <summary>Name of the source and of the meter.</summary>
    public const string Name = "OnRecord";

    /// <summary>Bounds, in seconds, for what takes from milliseconds to an hour.</summary>
    public static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 5, 7.5, 10, 20, 30, 60, 120, 300, 900, 3_600],
    };

    /// <summary>Version of this build, with the commit where it is known.</summary>
    public static string Version { get; } =
        typeof(OnRecordTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Spans that no library makes by itself.</summary>
    public static ActivitySource ActivitySource { get; } = new(Name, Version);

    /// <summary>Figures that matter to the domain; instruments are named "onrecord.…".</summary>
    public static Meter Meter { get; } = new(Name, Version);

    /// <summary>Notes on the current span which article it is about.</summary>
    /// <param name="articleId">The article.</param>
    /// <param name="revision">Its revision, or that of its retraction.</param>
    /// <param name="outlet">Its outlet, where that is known.</param>
    public static void TagArticle(Guid articleId, int revision, string outlet = "")
    {
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.SetTag("onrecord.article.id", articleId.ToString());
        span.SetTag("onrecord.article.revision", revision);
        if (outlet.Length > 0)
        {
            span.SetTag("onrecord.article.outlet", outlet);
        }
    }

    /// <summary>As <see cref="TagArticle"/>, with a line at debug level: by ids alone, for an article that is erased leaves no other trace in logs.</summary>
    /// <param name="logger">Of whoever works on the article.</param>
    /// <param name="articleId">The article.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="outlet">Its outlet, for the span.</param>
    public static void NoteArticle(this ILogger logger, Guid articleId, int revision, string outlet = "")
    {
        TagArticle(articleId, revision, outlet);
        logger.LogDebug("Article {ArticleId}, revision {Revision}", articleId, revision);
    }
}
