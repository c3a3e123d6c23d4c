using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OnRecord.Entities;
using OnRecord.Events;
using OnRecord.Language;
using OnRecord.Language.Meaning;
using OnRecord.Stances;

namespace OnRecord.Data;

/// <summary>An article of a story, analysed once: what the stance service stores of it.</summary>
internal sealed record ReadArticle(BoardArticle Source, AnalysedArticle Analysed)
{
    /// <summary>The positions with what a read of the store adds of their article.</summary>
    public IEnumerable<StoredPosition> Stored() => Stored(Analysed);

    /// <summary>The positions of an analysed article with what a read of the store adds of their article.</summary>
    public static IEnumerable<StoredPosition> Stored(AnalysedArticle analysed) => analysed.Positions.Select(position => position.Of(analysed));
}

/// <summary>From the articles of a story to what the stance service stores of them, through the code of the entity and stance services.</summary>
internal sealed class StoryReader
{
    private readonly ArticleAnalyzer _analyzer;
    private readonly EntityRecognizer _recognizer;

    /// <param name="positions">Decides what is a position; the shipped model by default.</param>
    /// <param name="encoder">Reads what it means; the shipped one by default.</param>
    public StoryReader(PositionModel? positions = null, MeaningEncoder? encoder = null)
    {
        var knowledge = ShippedKnowledge.Load();
        _recognizer = new EntityRecognizer(LanguageEngine.Default, knowledge, new EntityLinker(knowledge));
        _analyzer = new ArticleAnalyzer(
            new Lazy<EntityRecognizer>(_recognizer), new StanceAnalyzer(AttributionModel.Default, positions ?? PositionModel.Default, encoder ?? MeaningEncoder.Default), NullLogger<ArticleAnalyzer>.Instance);
    }

    /// <summary>Analyses the articles of a story; undated ones count as submitted one minute after the other.</summary>
    public IReadOnlyList<ReadArticle> Read(BoardStory story) => [.. story.Articles.Select((article, i) => Read(story, article, i))];

    private ReadArticle Read(BoardStory story, BoardArticle article, int place)
    {
        var submitted = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(place);
        var published = article.Published is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : submitted;
        var content = new ArticleContent(
            StableId.Of("eval", story.Story, article.Id), 1, "", article.Outlet ?? "", article.Title ?? "", article.FullText, article.BodyStart, "en",
            published, submitted, null);
        var (document, found) = _recognizer.Recognize(content.Text, content.BodyStart, CancellationToken.None);
        var announced = RecognizeEntitiesConsumer.Announcement(content, found, _recognizer.ModelVersion, DocumentFormat.Write(document));
        return new ReadArticle(article, _analyzer.Analyze(announced, CancellationToken.None));
    }
}
