using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>What administrators have decided on the names and entities of one article, and perhaps of others.</summary>
/// <param name="Redirects">Merged entity id to the entity it went into.</param>
/// <param name="Everywhere">Name key to what it means in every article.</param>
/// <param name="Here">Name key to what it means in this article.</param>
internal sealed record Decisions(
    IReadOnlyDictionary<string, EntityIdentity> Redirects,
    IReadOnlyDictionary<string, EntityIdentity> Everywhere,
    IReadOnlyDictionary<string, EntityIdentity> Here)
{
    /// <summary>Reads the decisions that touch some recognitions; a correction may lead to an entity that was merged later.</summary>
    /// <returns>The decisions by article.</returns>
    public static async Task<IReadOnlyDictionary<Guid, Decisions>> ForAsync(
        EntityDatabase database, DbConnection connection, DbTransaction transaction, IReadOnlyCollection<(Guid ArticleId, Recognition Found)> articles)
    {
        var keys = articles.SelectMany(article => article.Found.Mentions).Where(mention => mention.Kind == MentionKind.Name)
            .Select(mention => StorableText.KeyOf(mention.Surface)).Distinct().ToArray();
        Guid[] places = [Guid.Empty, .. articles.Select(article => article.ArticleId)];
        var corrections = keys.Length == 0 ? [] : (await connection.QueryAsync<CorrectionRow>(
            $"""
            SELECT surface_key, article_id, entity_id, name, type FROM corrections
            WHERE {database.In("surface_key", "keys")} AND {database.In("article_id", "places")}
            """,
            new { keys = database.List(keys), places = database.List(places) },
            transaction)).AsList();
        var ids = articles.SelectMany(article => article.Found.Entities).Select(entity => entity.Identity.Id)
            .Concat(corrections.Select(row => row.EntityId)).Distinct().ToArray();
        var merges = ids.Length == 0 ? [] : await connection.QueryAsync<MergeRow>(
            $"SELECT entity_id, into_entity_id, into_name, into_type FROM merges WHERE {database.In("entity_id", "ids")}",
            new { ids = database.List(ids) },
            transaction);
        var redirects = merges.ToDictionary(row => row.EntityId, row => new EntityIdentity(row.IntoEntityId, row.IntoName, (EntityType)row.IntoType));
        var local = corrections.ToLookup(row => row.ArticleId);
        var everywhere = local[Guid.Empty].ToDictionary(row => row.SurfaceKey, row => row.Identity);
        return articles.ToDictionary(
            article => article.ArticleId,
            article => new Decisions(redirects, everywhere, local[article.ArticleId].ToDictionary(row => row.SurfaceKey, row => row.Identity)));
    }

    /// <summary>
    /// Applies the decisions. A correction moves a whole coreference chain: one for a single article when any name of the chain
    /// is the corrected one; one for all articles only when it is the chain's fullest name, because "Jordan" says nothing about
    /// a text that speaks of "Michael Jordan".
    /// </summary>
    public Recognition ApplyTo(Recognition found)
    {
        if (Redirects.Count == 0 && Everywhere.Count == 0 && Here.Count == 0)
        {
            return found;
        }

        var corrected = CorrectedChains(found);
        var identities = new List<EntityIdentity>();
        var salience = new List<float>();
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var mentions = new List<FoundMention>(found.Mentions.Count);
        foreach (var mention in found.Mentions)
        {
            var before = found.Entities[mention.Entity];
            var isCorrected = corrected.TryGetValue(mention.Chain, out var identity);
            identity = isCorrected ? identity : before.Identity;
            var isMerged = Redirects.TryGetValue(identity.Id, out var into);
            identity = isMerged ? into : identity;
            if (!indexes.TryGetValue(identity.Id, out var entity))
            {
                indexes[identity.Id] = entity = identities.Count;
                identities.Add(identity);
                salience.Add(0);
            }

            salience[entity] += before.Salience / before.MentionCount;
            mentions.Add(mention with
            {
                Entity = entity,
                LinkConfidence = isCorrected ? 1 : mention.LinkConfidence,
                Rule = isCorrected ? LinkRule.Correction : isMerged ? LinkRule.Merge : mention.Rule,
            });
        }

        return Recognition.Ranked(identities, salience, mentions);
    }

    private Dictionary<int, EntityIdentity> CorrectedChains(Recognition found)
    {
        var corrected = new Dictionary<int, EntityIdentity>();
        foreach (var chain in found.Mentions.Where(mention => mention.Kind == MentionKind.Name).GroupBy(mention => mention.Chain))
        {
            var keys = chain.Select(mention => StorableText.KeyOf(mention.Surface)).ToArray();
            var here = keys.FirstOrDefault(Here.ContainsKey);
            if (here is not null)
            {
                corrected[chain.Key] = Here[here];
            }
            else if (Everywhere.TryGetValue(keys.MaxBy(key => key.Length)!, out var identity))
            {
                corrected[chain.Key] = identity;
            }
        }

        return corrected;
    }

    private sealed record CorrectionRow
    {
        public string SurfaceKey { get; init; } = "";

        public Guid ArticleId { get; init; }

        public string EntityId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Type { get; init; }

        public EntityIdentity Identity => new(EntityId, Name, (EntityType)Type);
    }

    private sealed record MergeRow
    {
        public string EntityId { get; init; } = "";

        public string IntoEntityId { get; init; } = "";

        public string IntoName { get; init; } = "";

        public int IntoType { get; init; }
    }
}
