using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>In a report of a match "England" is a team, which the knowledge base does not have: no link is better than that of the country.</summary>
internal sealed class SportsText
{
    private const int MinCues = 4;

    private static readonly HashSet<string> Cues = new(StringComparer.OrdinalIgnoreCase)
    {
        "match", "matches", "goal", "goals", "coach", "team", "teams", "league", "cup", "season", "score", "scored", "scorer", "striker",
        "midfielder", "defender", "goalkeeper", "innings", "wicket", "wickets", "batsman", "bowler", "quarterback", "touchdown", "halftime",
        "half-time", "kickoff", "kick-off", "playoff", "playoffs", "tournament", "championship", "championships", "squad", "penalty",
        "referee", "players", "player", "game", "games", "win", "wins", "victory", "defeat", "final", "semifinal", "semi-final", "medal", "rugby",
        "football", "soccer", "cricket", "tennis", "baseball", "basketball", "hockey", "golf", "seeded", "standings", "points", "runs", "inning",
    };

    private static readonly HashSet<string> SitePrepositions = new(StringComparer.OrdinalIgnoreCase)
    {
        "in", "at", "near", "outside", "around", "from", "to", "into", "across", "inside", "within",
    };

    private readonly Document _document;
    private readonly bool _isSports;

    public SportsText(Document document)
    {
        _document = document;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        for (var token = 0; token < document.Tokens.Length && seen.Set.Count < MinCues; token++)
        {
            if (Has(Cues, document.Word(token)))
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
        && (Has(SitePrepositions, _document.Word(mention.FirstToken - 1)) || _document.Word(mention.FirstToken - 1) is ",");

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
