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

    /// <summary>A document of words between blanks, one sentence, with names where the text has them first; one chain per surface.</summary>
    public static Document Document(string text, params (string Surface, NameType Type)[] names)
    {
        var tokens = Tokens(text).ToArray();
        var mentions = names.Select(name =>
        {
            var range = new TextRange(Start(text, name.Surface), Start(text, name.Surface) + name.Surface.Length);
            var first = Array.FindIndex(tokens, token => token.Start >= range.Start);
            var end = Array.FindIndex(tokens, token => token.Start >= range.End);
            return (name, mention: new Mention(first, end < 0 ? tokens.Length : end, range, name.Type, MentionForm.Name, 0, 0.9f));
        }).OrderBy(pair => pair.mention.Range.Start).Select((pair, chain) => (pair.name, mention: pair.mention with { Chain = chain })).ToArray();
        return new Document
        {
            Text = text,
            BodyStart = 0,
            Tokens = tokens,
            Sentences = [new Sentence(0, tokens.Length, 0, text.Length, 0, false)],
            Mentions = [.. mentions.Select(pair => pair.mention)],
            Chains = [.. mentions.Select((pair, chain) => new CoreferenceChain(pair.name.Surface, pair.name.Type, [chain], null))],
        };
    }

    // A short name inside a longer one ("Marsh" in "Ben Marsh") is meant where it stands alone: its last place.
    private static int Start(string text, string surface) => text.LastIndexOf(surface, StringComparison.Ordinal);

    private static IEnumerable<Token> Tokens(string text)
    {
        var marks = new[] { '.', ',', '\'' };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                continue;
            }

            var start = i;
            while (i + 1 < text.Length && text[i + 1] != ' ' && !marks.Contains(text[i + 1]))
            {
                i++;
            }

            yield return new Token { Start = start, End = i + 1, Xpos = "", Relation = "", Head = -1 };
        }
    }
}
