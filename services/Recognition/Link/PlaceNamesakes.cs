using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Tells by the words around a name that a body is meant which is only called like a place: "the Saint-Vincent hospitals in Lyon" are not those of Saint Vincent. What
/// the text takes the body for, or says of where it is, must agree with the place; where it also speaks of something "in Saint Vincent", the place is meant.
/// </summary>
internal sealed class PlaceNamesakes(KnowledgeBase knowledge)
{
    // "The Jordan hotel and hospital group".
    private const int MaxNouns = 3;

    private static readonly WordSet Bodies = LanguagePack.Default.Words("named-bodies");
    private static readonly WordSet Saints = LanguagePack.Default.Words("saints");
    private static readonly WordSet Scenes = LanguagePack.Default.Words("site-words", "scene");

    /// <summary>Takes from the candidates of a chain the places that it cannot mean.</summary>
    public void Remove(List<Candidate> candidates, Document document, CoreferenceChain chain)
    {
        if (!candidates.Exists(IsNamedPlace))
        {
            return;
        }

        var names = chain.Mentions.Select(mention => document.Mentions[mention]).Where(mention => mention.Form == MentionForm.Name).ToLookup(name => BodyAfter(document, name));
        var isPlace = names[0].Any(name => SportsText.IsSite(document, name));
        candidates.RemoveAll(candidate => IsNamedPlace(candidate)
            && (IsOtherSaint(candidate)
                || (!isPlace && names.Any(body => body.Key > 0 && (chain.Type == NameType.Organization || IsElsewhere(document, body.Key + 1, candidate.Entry))))));
    }

    /// <summary>A place by its own name; a word for a people says whose a body is.</summary>
    private static bool IsNamedPlace(Candidate candidate) => candidate is { Entry.Type: EntityType.Place, Strength: not AliasStrength.Demonym };

    /// <summary>"Saint-Vincent" is not how English writes the country.</summary>
    private static bool IsOtherSaint(Candidate candidate) =>
        candidate.Entry.Kind == EntityKind.Country && IsHyphenatedSaint(candidate.Surface)
        && !candidate.Entry.Aliases.Select(alias => alias.Text).Prepend(candidate.Entry.Name).Any(IsHyphenatedSaint);

    private static bool IsHyphenatedSaint(string name) => name.IndexOf('-') is > 0 and var hyphen && Saints.Contains(name.AsSpan(0, hyphen));

    /// <summary>The token of the body that a name stands right before; 0 for none.</summary>
    private static int BodyAfter(Document document, Mention name)
    {
        var end = name.EndToken;
        while (end < document.Tokens.Length && end - name.EndToken < MaxNouns && document.Tokens[end].Upos == Upos.Noun && char.IsLower(document.Word(end)[0]))
        {
            end++;
        }

        return end > name.EndToken && Bodies.Contains(document.Word(end - 1)) ? end - 1 : 0;
    }

    /// <summary>Whether "in" and a place of another country follow.</summary>
    private bool IsElsewhere(Document document, int token, KnowledgeEntry place) =>
        token < document.Tokens.Length && Scenes.Contains(document.Word(token)) && place.Country.Length > 0
        && document.Mentions.FirstOrDefault(mention => mention.FirstToken == token + 1 && mention.Form == MentionForm.Name) is { } site
        && BestKnownPlace(site.Range.Of(document.Text)) is { Country.Length: > 0 } other && other.Country != place.Country;

    private KnowledgeEntry? BestKnownPlace(string name) => knowledge.Find(NameKey.Of(name))
        .FirstOrDefault(match => match is { Strength: AliasStrength.Full, Entry.Type: EntityType.Place }).Entry;
}
