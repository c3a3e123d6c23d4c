using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>What a text tells of sport, whatever its names are taken for: in a report of a match "England" is rather a team than the country.</summary>
internal sealed class SportsText
{
    private const int MinCues = 4;

    // "NHL ICE HOCKEY".
    private const int MostLabel = 3;

    private static readonly WordSet Cues = LanguagePack.Default.Words("sports-words");

    private static readonly WordSet ScenePrepositions = LanguagePack.Default.Words("site-words", "scene");

    private static readonly WordSet Disciplines = LanguagePack.Default.Words("sport-disciplines");

    private readonly string _text;

    public SportsText(Document document)
    {
        _text = document.Text;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        for (var token = 0; token < document.Tokens.Length && seen.Set.Count < MinCues; token++)
        {
            if (Cues.Contains(document.Word(token)))
            {
                seen.Add(document.Word(token));
            }
        }

        IsSports = seen.Set.Count >= MinCues || HasLabel(document);
    }

    /// <summary>The sports that the text speaks of.</summary>
    public IReadOnlySet<string> Sports => field ??= SportsOf(_text);

    /// <summary>The sports that the words of a text tell.</summary>
    public static HashSet<string> SportsOf(string text)
    {
        var sports = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in text.AsSpan().SplitAny(' ', '\n', ',', '.', ';', '-', '/'))
        {
            if (!range.Start.Equals(range.End) && Disciplines.Kind(text.AsSpan(range)) is { } kinds)
            {
                sports.UnionWith(kinds.Split(','));
            }
        }

        return sports;
    }

    /// <summary>Whether the names of a chain mostly stand in brackets of their own: "R. Krajicek (Netherlands)".</summary>
    public static bool IsInBrackets(Document document, CoreferenceChain chain) =>
        chain.Mentions.Count(mention => IsInBrackets(document, document.Mentions[mention])) * 2 > chain.Mentions.Count;

    /// <summary>Whether the text reports of a match or the like.</summary>
    public bool IsSports { get; }

    /// <summary>Whether something is said to be at a place of this name.</summary>
    public static bool HasSite(Document document, CoreferenceChain chain) => chain.Mentions.Any(mention => IsSite(document, document.Mentions[mention]));

    /// <summary>Whether a mention tells where something is or where the text comes from: "in Boston", "in Perth, Australia", "BOSTON 1996-08-28".</summary>
    public static bool IsSite(Document document, Mention mention) =>
        Datelines.IsPlaceOf(document, mention)
        || (mention.FirstToken > 0 && ScenePrepositions.Contains(document.Word(mention.FirstToken - 1)))
        || (mention.FirstToken > 1 && document.Word(mention.FirstToken - 1) is "," && IsSiteEnd(document, mention.FirstToken - 1));

    private static bool IsSiteEnd(Document document, int token) =>
        document.Mentions.Any(other => other.EndToken == token && other.Type == NameType.Place && (other.FirstToken == 0 || IsSite(document, other)));

    /// <summary>A label before the headline: "SOCCER - …", "RUGBY UNION - …".</summary>
    private static bool HasLabel(Document document)
    {
        var isDiscipline = false;
        for (var token = 0; token <= MostLabel && token < document.Tokens.Length; token++)
        {
            var word = document.Word(token);
            if (word is "-" or ":" or "|" or "–")
            {
                return isDiscipline;
            }

            if (!Capitals.Only(word) && token > 0)
            {
                return false;
            }

            isDiscipline |= Disciplines.Contains(word);
        }

        return false;
    }

    private static bool IsInBrackets(Document document, Mention mention) =>
        mention.FirstToken > 0 && mention.EndToken < document.Tokens.Length
        && document.Word(mention.FirstToken - 1) is "(" && document.Word(mention.EndToken) is ")";
}
