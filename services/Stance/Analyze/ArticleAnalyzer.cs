using System.Text.Json;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;
using OnRecord.Entities;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What a text says, without a store behind it.</summary>
/// <param name="Document">The analysed text, with one chain an entity.</param>
/// <param name="Links">The entity of each mention.</param>
/// <param name="Stances">Attributions and positions.</param>
/// <param name="Portrayals">How sentences portray entities.</param>
public sealed record TextAnalysis(
    Document Document, IReadOnlyList<LinkedMention> Links, StanceAnalysis Stances, IReadOnlyList<FoundPortrayal> Portrayals);

/// <summary>From an article and its entities to the positions and portrayals that are stored. Deterministic and thread-safe.</summary>
/// <remarks>Entities are those that the entity service names; its recognition (language models, knowledge base) is loaded only when a text comes without its analysis.</remarks>
public sealed class ArticleAnalyzer
{
    private readonly Lazy<EntityRecognizer> _recognizer;
    private readonly StanceAnalyzer _stances;
    private readonly ILogger<ArticleAnalyzer> _logger;
    private readonly Portrayer _portrayer = new();

    public ArticleAnalyzer(Lazy<EntityRecognizer> recognizer, IOptions<StanceOptions> options, ILogger<ArticleAnalyzer> logger)
        : this(recognizer, options.Value.Encoder ? StanceAnalyzer.Default : StanceAnalyzer.WithoutEncoder, logger)
    {
    }

    /// <summary>The same with other models for positions.</summary>
    internal ArticleAnalyzer(Lazy<EntityRecognizer> recognizer, StanceAnalyzer stances, ILogger<ArticleAnalyzer> logger) =>
        (_recognizer, _stances, _logger) = (recognizer, stances, logger);

    /// <summary>Which models and words answer.</summary>
    public static string ModelVersion => LanguagePack.Default.Fingerprint;

    /// <summary>Which models and words answer for an article: also those of an entity service of another release.</summary>
    public static string VersionOf(EntitiesRecognized recognized) =>
        recognized.ModelVersion == ModelVersion ? ModelVersion : $"{recognized.ModelVersion}+{ModelVersion}";

    /// <summary>Analyses an article whose language is known.</summary>
    public AnalysedArticle Analyze(EntitiesRecognized recognized, CancellationToken cancellation)
    {
        var article = recognized.Article;
        if (!recognized.Analysed)
        {
            return new AnalysedArticle(article, [], [], VersionOf(recognized));
        }

        var document = Analysis(recognized) ?? _recognizer.Value.Recognize(article.Text, article.BodyStart, cancellation).Document;
        var links = EntityLinks.Of(document, recognized.Entities, recognized.Mentions);
        var analysis = _stances.Analyze(document, links, cancellation);
        var portrayals = Portrayals(_portrayer.Find(document, cancellation), document, links);
        return new AnalysedArticle(article, Positions(article, analysis), portrayals, VersionOf(recognized))
        {
            Contents = [.. analysis.Positions.Select(position => position.Content)],
            TitleVector = _stances.Encoder is { } encoder ? ClaimVector.Of([article.Title], encoder)[0] : [],
        };
    }

    /// <summary>Analyses a text that belongs to no article.</summary>
    public TextAnalysis Analyze(string text, int bodyStart, CancellationToken cancellation)
    {
        var (document, found) = _recognizer.Value.Recognize(text, bodyStart, cancellation);
        var links = EntityLinks.Of(document, found.EventEntities(), found.EventMentions());
        return new TextAnalysis(document, links, _stances.Analyze(document, links, cancellation), _portrayer.Find(document, cancellation));
    }

    /// <summary>The analysis that came with the event; null when none came that can be read, and the text has to be analysed here.</summary>
    private Document? Analysis(EntitiesRecognized recognized)
    {
        if (recognized.Analysis is not { } analysis)
        {
            return null;
        }

        try
        {
            return DocumentFormat.Read(analysis, recognized.Article.Text);
        }
        catch (FormatException fault)
        {
            // The entity service may be newer than this one.
            _logger.LogWarning(fault, "The analysis of article {ArticleId} cannot be read; analysing its text again", recognized.Article.ArticleId);
            return null;
        }
    }

    /// <summary>The portrayals of linked entities; one that nobody has linked cannot be asked for.</summary>
    private static StoredPortrayal[] Portrayals(
        IReadOnlyList<FoundPortrayal> found, Document document, IReadOnlyList<LinkedMention> links)
    {
        var entities = links.ToDictionary(link => link.Mention, link => link.EntityId);
        return
        [
            .. found.Where(portrayal => entities.ContainsKey(portrayal.Mention))
                .Select(portrayal => new StoredPortrayal(
                    entities[portrayal.Mention],
                    portrayal.Sentence.Start,
                    portrayal.Sentence.End,
                    document.Mentions[portrayal.Mention].Range.Start,
                    document.Mentions[portrayal.Mention].Range.End,
                    portrayal.Label,
                    portrayal.Confidence))
                // Two chains of the document may be one entity to the entity service.
                .DistinctBy(portrayal => (portrayal.SentenceStart, portrayal.EntityId)),
        ];
    }

    private static StoredPosition[] Positions(ArticleContent article, StanceAnalysis analysis)
    {
        var positions = analysis.Positions;
        var stored = new StoredPosition[positions.Count];
        var vectors = analysis.Encoded is { } encoded
            ? PositionVectors.Of(positions, encoded)
            : [.. positions.Select(_ => (About: Array.Empty<byte>(), Evidence: Array.Empty<byte>()))];
        var seen = new Dictionary<Guid, int>();
        for (var i = 0; i < stored.Length; i++)
        {
            var position = positions[i];
            var holder = position.Holder.Entity is { } entity ? Name(entity) : null;
            var holderName = position.Holder.Name;
            var evidence = position.Evidence.Of(article.Text);
            NamedEntity[] targets = [.. position.AboutEntities.Where(entity => entity.EntityId.Length > 0).Select(Name).DistinctBy(target => target.EntityId)];
            var id = StableId.Of(
                "position", article.ArticleId.ToString("N"), holder?.EntityId ?? holderName, position.Stance.ToString(), evidence);
            // Two claims by one holder in one sentence: the second gets an id of its own.
            var repeats = seen[id] = seen.GetValueOrDefault(id) + 1;
            stored[i] = new StoredPosition
            {
                PositionId = repeats == 1 ? id : StableId.Of("repeat", id.ToString("N"), $"{repeats}"),
                ArticleId = article.ArticleId,
                Ordinal = i,
                HolderId = holder?.EntityId ?? "",
                HolderName = holder?.Name ?? holderName,
                HolderType = holder?.Type ?? position.Holder.Described,
                HolderWikidataId = holder?.WikidataId ?? "",
                HolderNames = string.Join('\n', position.Holder.Names),
                Stance = position.Stance,
                About = position.About,
                Stated = position.Stated,
                AboutEntities = JsonSerializer.Serialize(targets),
                Terms = ClaimTerms.Of($"{position.Topic} {position.About}", targets),
                Vector = vectors[i].About,
                EvidenceVector = vectors[i].Evidence,
                Form = position.Form,
                Cue = position.Cue.Of(article.Text),
                CueStart = position.Cue.Start,
                CueEnd = position.Cue.End,
                Evidence = evidence,
                EvidenceStart = position.Evidence.Start,
                EvidenceEnd = position.Evidence.End,
                ReportedVia = position.ReportedVia ?? "",
                Confidence = position.Confidence,
                LabelConfidence = position.LabelConfidence,
                DecidedBy = position.DecidedBy,
                PublishedAt = article.PublishedAt.ToUnixTimeMilliseconds(),
            };
        }

        return stored;
    }

    private static NamedEntity Name(EntityReference entity) => new(entity.EntityId, entity.Name, entity.Type, entity.WikidataId);
}
