using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>An entity's identity, with what is needed to show it.</summary>
/// <param name="Id">Wikidata id or local id.</param>
/// <param name="Name">Canonical name.</param>
/// <param name="Type">Coarse type.</param>
public readonly record struct EntityIdentity(string Id, string Name, EntityType Type)
{
    /// <summary>The Wikidata id, or empty.</summary>
    public string WikidataId => LocalId.IsLocal(Id) ? "" : Id;

    /// <summary>The identity of an entry of the knowledge base.</summary>
    public static EntityIdentity Of(KnowledgeEntry entry) => new(entry.Id, entry.Name, entry.Type);
}

/// <summary>An entity of one text.</summary>
/// <param name="Identity">Who or what it is.</param>
/// <param name="Salience">0 to 1: how much the text is about it; the most salient one has 1.</param>
/// <param name="MentionCount">How often the text mentions it, nominals and pronouns included.</param>
public sealed record FoundEntity(EntityIdentity Identity, float Salience, int MentionCount);

/// <summary>A mention of one text, tied to its entity.</summary>
/// <param name="Entity">Index into <see cref="Recognition.Entities"/>.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="Sentence">Range of the sentence around it.</param>
/// <param name="Surface">Its words.</param>
/// <param name="Type">Type of the words; a demonym is OTHER though its entity is a place.</param>
/// <param name="Kind">Name, nominal or pronoun.</param>
/// <param name="Chain">Number of its coreference chain.</param>
/// <param name="Confidence">0 to 1: how sure span and type are.</param>
/// <param name="LinkConfidence">0 to 1: how sure the link to the knowledge base is; 0 without one.</param>
public sealed record FoundMention(
    int Entity,
    TextRange Range,
    TextRange Sentence,
    string Surface,
    EntityType Type,
    MentionKind Kind,
    int Chain,
    float Confidence,
    float LinkConfidence)
{
    /// <summary>What decided the link.</summary>
    public LinkRule Rule { get; init; }
}

/// <summary>A text with its entities.</summary>
/// <param name="Document">The analysis, with one chain an entity.</param>
/// <param name="Found">The entities; its mentions are those of the document, one by one.</param>
public sealed record RecognizedText(Document Document, Recognition Found);

/// <summary>All that was recognised in a text.</summary>
/// <param name="Entities">One per entity, most salient first.</param>
/// <param name="Mentions">In text order.</param>
public sealed record Recognition(IReadOnlyList<FoundEntity> Entities, IReadOnlyList<FoundMention> Mentions)
{
    /// <summary>What a text holds whose language is not analysed.</summary>
    public static Recognition Empty { get; } = new([], []);

    /// <summary>The entities as events carry them.</summary>
    public IReadOnlyList<RecognizedEntity> EventEntities() =>
        [.. Entities.Select(entity => new RecognizedEntity(
            entity.Identity.Id, entity.Identity.Name, entity.Identity.Type, entity.Identity.WikidataId, entity.Salience))];

    /// <summary>The mentions as events carry them.</summary>
    public IReadOnlyList<EntityMention> EventMentions() =>
        [.. Mentions.Select(mention => new EntityMention(
            mention.Entity, mention.Range.Start, mention.Range.End, mention.Kind, mention.Confidence))];

    /// <summary>Numbers entities by their salience, which is cut at 1, and counts their mentions.</summary>
    /// <param name="identities">Distinct entities.</param>
    /// <param name="salience">Salience of each.</param>
    /// <param name="mentions">Mentions that point into <paramref name="identities"/>.</param>
    public static Recognition Ranked(
        IReadOnlyList<EntityIdentity> identities, IReadOnlyList<float> salience, IReadOnlyList<FoundMention> mentions)
    {
        var counts = new int[identities.Count];
        foreach (var mention in mentions)
        {
            counts[mention.Entity]++;
        }

        var order = Enumerable.Range(0, identities.Count)
            .OrderByDescending(entity => salience[entity])
            .ThenBy(entity => identities[entity].Id, StringComparer.Ordinal)
            .ToArray();
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }

        return new Recognition(
            [.. order.Select(entity => new FoundEntity(identities[entity], MathF.Min(1, salience[entity]), counts[entity]))],
            [.. mentions.Select(mention => mention with { Entity = rank[mention.Entity] })]);
    }
}
