using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>Text in, entities and mentions out: the language engine finds the names, the linker says who they are.</summary>
public sealed class EntityRecognizer(LanguageEngine engine, KnowledgeBase knowledge, EntityLinker linker)
{
    private readonly KnownNames _knownNames = new(knowledge);
    private readonly Nominals _nominals = new(knowledge);
    private readonly SiteNames _siteNames = new(knowledge);
    private readonly Relatives _relatives = new(knowledge);
    private readonly CutNames _cutNames = new(knowledge);

    /// <summary>Which models answer.</summary>
    public string ModelVersion { get; } = engine.ModelVersion;

    /// <summary>Recognises the entities of an English text. Deterministic.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bodyStart">Where the body begins; what stands before is the headline.</param>
    /// <param name="cancellation">Checked between sentences.</param>
    /// <param name="date">When it was written: who held an office then. Null where nobody knows.</param>
    public RecognizedText Recognize(string text, int bodyStart, CancellationToken cancellation, DateOnly? date = null)
    {
        var (document, links) = Linked(text, bodyStart, cancellation, date);
        document = EntityChains.Join(document, links);
        return new RecognizedText(document, Recognize(document, links));
    }

    /// <summary>The language engine's analysis, with the names and noun phrases that only the knowledge base or the form of bodies gives away.</summary>
    public Document Analyze(string text, int bodyStart, CancellationToken cancellation, DateOnly? date = null) => Linked(text, bodyStart, cancellation, date).Document;

    /// <summary>The analysis, and what its mentions are linked to.</summary>
    public (Document Document, MentionLink[] Links) Linked(string text, int bodyStart, CancellationToken cancellation, DateOnly? date = null)
    {
        var document = HyphenatedNames.Mark(engine.Analyze(text, bodyStart, cancellation));
        document = _cutNames.Mark(_knownNames.Mark(document));
        document = LongerNames.Mark(NamedBodies.Mark(GovernmentBodies.Mark(document)));
        var sports = new SportsText(document);
        document = _relatives.Mark(_siteNames.Mark(document, sports));
        return _nominals.Mark(document, linker.Link(document, sports, date), date);
    }

    private static Recognition Recognize(Document document, MentionLink[] links)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var identities = new List<EntityIdentity>();
        var tally = new SalienceTally(document);
        var mentions = new List<FoundMention>(document.Mentions.Count);
        var sentence = 0;
        for (var i = 0; i < document.Mentions.Count; i++)
        {
            var mention = document.Mentions[i];
            while (sentence + 1 < document.Sentences.Count && document.Sentences[sentence].EndToken <= mention.FirstToken)
            {
                sentence++;
            }

            var link = links[i];
            if (!indexes.TryGetValue(link.Identity.Id, out var entity))
            {
                indexes[link.Identity.Id] = entity = identities.Count;
                identities.Add(link.Identity);
            }

            tally.Add(entity, mention, sentence);
            mentions.Add(new FoundMention(
                entity, mention.Range, document.Sentences[sentence].Range, mention.Range.Of(document.Text), (EntityType)mention.Type, (MentionKind)mention.Form,
                mention.Chain, mention.Confidence, link.Confidence)
            {
                Rule = link.Rule,
            });
        }

        return Recognition.Ranked(identities, tally.Salience(identities.Count), mentions);
    }
}
