using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>Articles and recognitions without any model.</summary>
internal static class HandMade
{
    public static readonly DateTimeOffset Published = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ArticleContent Article(string text, Guid? id = null, int revision = 1, DateTimeOffset? published = null, string language = "en") => new(
        id ?? Guid.NewGuid(), revision, "", "The Harbour Herald", "", text, 0, language, published ?? Published, Published, null);

    public static EntityIdentity Person(string name) => new(LocalId.Of(EntityType.Person, name), name, EntityType.Person);

    public static EntityIdentity Place(string id, string name) => new(id, name, EntityType.Place);

    /// <summary>A recognition in which each name stands where <paramref name="text"/> has it first; one chain per entity.</summary>
    public static Recognition Recognition(string text, params (string Surface, EntityIdentity Entity)[] names)
    {
        var identities = names.Select(name => name.Entity).Distinct().ToList();
        var mentions = names.Select(name =>
        {
            var start = text.IndexOf(name.Surface, StringComparison.Ordinal);
            var entity = identities.IndexOf(name.Entity);
            return new FoundMention(
                entity, new TextRange(start, start + name.Surface.Length), new TextRange(0, text.Length), name.Surface, name.Entity.Type,
                MentionKind.Name, entity, 0.9f, 0f);
        }).OrderBy(mention => mention.Range.Start).ToList();
        return Entities.Recognition.Ranked(identities, [.. identities.Select((_, at) => 1f / (at + 1))], mentions);
    }
}
