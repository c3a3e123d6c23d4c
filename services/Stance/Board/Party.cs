using OnRecord.Entities;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>A holder as articles name it, and the holder it turned out to be.</summary>
internal sealed class Party
{
    private static readonly WordSet Titles = LanguagePack.Default.Words("titles");
    private static readonly WordSet Regnal = LanguagePack.Default.Words("function-words", "regnal");
    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "definite");
    private static readonly WordSet PossessiveMarks = LanguagePack.Default.Words("possessive-marks");

    private readonly SortedSet<string> _rules = new(StringComparer.Ordinal);
    private Party? _joined;

    public Party(StoredPosition position)
    {
        Best = position;
        Key = position.HolderKey;
        Words = position.HolderName.ToUpperInvariant().Replace('’', '\'').Replace("\u00AD", "", StringComparison.Ordinal)
            .Split([' ', '-', '"', '“', '”', ','], StringSplitOptions.RemoveEmptyEntries);
        Words = IsPerson ? WithoutTitles([.. Words.Select(word => NameKey.Of(word).ToUpperInvariant())]) : Words;
        Name = WithoutArticle(string.Join(' ', Words));
    }

    /// <summary>The words of the articles.</summary>
    public string Text => Best.HolderName;

    /// <summary>Whether no name stands behind it, but words that tell who it is.</summary>
    public bool IsDescribed => !IsUnnamed && Best.HolderId.Length == 0;

    public string Key { get; }

    public string Name { get; }

    public string[] Words { get; }

    public string LastWord => Words.Length > 0 ? Words[^1] : "";

    public int Count { get; set; } = 1;

    public StoredPosition Best { get; private set; }

    public EntityType Type => Best.HolderType;

    public bool IsUnnamed => Best.IsUnnamed;

    public bool IsPerson => !IsUnnamed && Type == EntityType.Person;

    public bool IsGovernment { get; set; }

    public Party Root => _joined?.Root ?? this;

    /// <summary>The rules by which others turned out to be this holder.</summary>
    public IReadOnlyCollection<string> Rules => _rules;

    /// <summary>Makes the other one this holder, unless the knowledge base knows them apart, or one is a person and the other is none.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="rule">Why they are one, as the board says it.</param>
    /// <param name="isState">Whether they are one state, which the knowledge base has under several ids.</param>
    /// <param name="isSaid">Whether an article says that they are one.</param>
    /// <param name="keepsName">Whether this one's name is the better one, whichever is commoner.</param>
    public void Join(Party other, string rule, bool isState = false, bool isSaid = false, bool keepsName = false)
    {
        other = other.Root;
        var apart = !isState && Best.HolderWikidataId.Length > 0 && other.Best.HolderWikidataId.Length > 0 && Best.HolderWikidataId != other.Best.HolderWikidataId;
        if (other == this || apart || (IsPerson != other.IsPerson && !isSaid))
        {
            return;
        }

        if (!isState && !keepsName && IsBetter(other))
        {
            Best = other.Best;
        }

        Count += other.Count;
        _rules.Add(rule);
        _rules.UnionWith(other._rules);
        other._joined = this;
    }

    /// <summary>"Father O'Neal" is called O'Neal; "Pope Francis" is no Francis.</summary>
    private static string[] WithoutTitles(string[] words) =>
        Array.FindIndex(words, word => !Titles.Contains(word)) is var first and > 0 && !Regnal.Contains(words[first - 1].ToLowerInvariant()) ? words[first..] : words;

    private bool IsBetter(Party other) =>
        (other.Best.HolderWikidataId.Length > 0, !other.IsUnnamed, !IsGovernment && other.Count > Count && other.Words.Length > 1)
            .CompareTo((Best.HolderWikidataId.Length > 0, !IsUnnamed, other.IsGovernment || Count >= other.Count || other.Words.Length == 1)) > 0;

    /// <summary>The one holder among some, counted once where they are one already; null for none, or for several.</summary>
    public static Party? Only(IEnumerable<Party> parties) => parties.Select(party => party.Root).Distinct().Take(2).ToList() is [var only] ? only : null;

    /// <summary>"A man" need not be "the man" of another article; "the police" are "police".</summary>
    public static string WithoutArticle(string name) => name.IndexOf(' ') is var end and > 0 && IsArticle(name.AsSpan(0, end)) ? name[(end + 1)..] : name;

    /// <summary>Whether a word says that who follows is the one that everybody knows of.</summary>
    public static bool IsArticle(ReadOnlySpan<char> word) => Articles.Contains(word);

    /// <summary>"Peru's" is "Peru".</summary>
    public static string WithoutPossessive(string name) => IsPossessive(name) ? name[..^2] : name;

    /// <summary>Whether a word or name ends with the mark of a possessor.</summary>
    public static bool IsPossessive(string name) => PossessiveMarks.IsEndOf(name);
}
