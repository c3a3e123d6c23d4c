using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OnRecord.Entities;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances.Tests;

/// <summary>Articles and positions without any analysis behind them.</summary>
internal static class HandMade
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The recognition that ships with the services; loaded once.</summary>
    public static readonly Lazy<EntityRecognizer> Recognizer = new(() =>
    {
        var knowledge = ShippedKnowledge.Load();
        return new EntityRecognizer(LanguageEngine.Default, knowledge, new EntityLinker(knowledge));
    });

    public static ArticleAnalyzer Analyzer(StanceOptions? options = null) => new(Recognizer, Options.Create(options ?? new()), NullLogger<ArticleAnalyzer>.Instance);

    /// <summary>What the entity service announces of an article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="withAnalysis">Whether the event brings the document along.</param>
    public static EntitiesRecognized Recognized(ArticleContent article, bool withAnalysis = true)
    {
        var (document, found) = Recognizer.Value.Recognize(article.Text, article.BodyStart, CancellationToken.None);
        return new EntitiesRecognized(
            Schema.Version, article, Analysed: true, found.EventEntities(), found.EventMentions(), "test", withAnalysis ? DocumentFormat.Write(document) : null);
    }

    public static ArticleContent Article(Guid id, int revision = 1, int hour = 0, string outlet = "Example Post", string text = "A text.", Guid? original = null) =>
        new(id, revision, $"https://news.example/{id}", outlet, "A title", text, 0, "en", Morning.AddHours(hour), Morning.AddHours(hour + 1), original);

    public static AnalysedArticle Analysed(ArticleContent article, params StoredPosition[] positions) =>
        new(article, [.. positions.Select((position, ordinal) => position with { Ordinal = ordinal })], [], "test");

    public static StoredPosition Position(
        ArticleContent article,
        string holder,
        StanceLabel stance,
        string about,
        string target = "",
        float confidence = 0.9f,
        Guid? claim = null,
        bool unnamed = false,
        int ordinal = 0)
    {
        NamedEntity[] targets = target.Length == 0 ? [] : [new NamedEntity(target, target, EntityType.Person, "")];
        return new StoredPosition
        {
            PositionId = StableId.Of(article.ArticleId.ToString(), holder, stance.ToString(), about),
            ArticleId = article.ArticleId,
            Ordinal = ordinal,
            ClaimId = claim,
            HolderId = unnamed ? "" : holder,
            HolderName = holder,
            HolderType = unnamed ? EntityType.Unspecified : EntityType.Person,
            Stance = stance,
            About = about,
            AboutEntities = JsonSerializer.Serialize(targets),
            Terms = ClaimTerms.Of(about, targets),
            Vector = ClaimVector.Of([about])[0],
            EvidenceVector = ClaimVector.Of([about])[0],
            Form = StatementForm.Indirect,
            Cue = "said",
            Evidence = $"{holder} {stance}: {about}",
            EvidenceEnd = 6,
            Confidence = confidence,
            PublishedAt = article.PublishedAt.ToUnixTimeMilliseconds(),
            VoiceId = article.OriginalArticleId ?? article.ArticleId,
            Outlet = article.Outlet,
        };
    }

    public static StoryChanged Story(Guid id, long version, StoryChangeKind kind, Guid[]? added = null, Guid[]? removed = null, Guid? into = null) =>
        new(Schema.Version, id, version, kind, added ?? [], removed ?? [], into, Morning.AddMinutes(version));
}
