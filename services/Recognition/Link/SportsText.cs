using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>In a report of a match "England" is a team, which the knowledge base does not have: no link is better than that of the country.</summary>
internal sealed class SportsText
{
    private const int MinCues = 4;

    private static readonly WordSet Cues = LanguagePack.Default.Words("sports-words");

    private static readonly WordSet SitePrepositions = LanguagePack.Default.Words("site-words", "preposition");

    private readonly Document _document;
    private readonly bool _isSports;

    public SportsText(Document document)
    {
        _document = document;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        for (var token = 0; token < document.Tokens.Length && seen.Set.Count < MinCues; token++)
        {
            if (Cues.Contains(document.Word(token)))
            {
                seen.Add(document.Word(token));
            }
        }

        _isSports = seen.Set.Count >= MinCues;
    }

    /// <summary>Whether a chain that names a place rather names the team of that place.</summary>
    public bool IsTeam(CoreferenceChain chain, KnowledgeEntry place) =>
        _isSports
        && place.Kind is "country" or "region" or "state" or "city"
        && chain.Mentions.Count(mention => IsSite(_document.Mentions[mention])) * 2 < chain.Mentions.Count;

    private bool IsSite(Mention mention) =>
        mention.FirstToken > 0
        && (SitePrepositions.Contains(_document.Word(mention.FirstToken - 1)) || _document.Word(mention.FirstToken - 1) is ",");
}
