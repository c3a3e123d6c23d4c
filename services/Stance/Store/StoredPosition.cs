using System.Text.Json;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>An entity as the API shows it.</summary>
/// <param name="EntityId">Wikidata id or "local-…"; empty where no entity service was asked.</param>
/// <param name="Name">Canonical name.</param>
/// <param name="Type">Coarse type.</param>
/// <param name="WikidataId">Wikidata id, or empty.</param>
public sealed record NamedEntity(string EntityId, string Name, EntityType Type, string WikidataId);

/// <summary>A position as it is stored, with what is needed of its article to show it.</summary>
public sealed record StoredPosition
{
    public Guid PositionId { get; init; }

    public Guid ArticleId { get; init; }

    /// <summary>Place among the positions of the article, from 0.</summary>
    public int Ordinal { get; init; }

    /// <summary>Null until the story is known and grouped.</summary>
    public Guid? ClaimId { get; set; }

    /// <summary>Entity id; empty when unnamed.</summary>
    public string HolderId { get; init; } = "";

    /// <summary>Canonical name, or the words that describe an unnamed source.</summary>
    public string HolderName { get; init; } = "";

    public EntityType HolderType { get; init; }

    public string HolderWikidataId { get; init; } = "";

    /// <summary>The names by which the article calls the holder, the longest first, one a line; empty for those whom it only describes.</summary>
    public string HolderNames { get; init; } = "";

    /// <summary>The <see cref="HolderNames"/> one by one.</summary>
    public string[] HolderNameList => HolderNames.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public StanceLabel Stance { get; init; }

    /// <summary>What the position is about, stated positively.</summary>
    public string About { get; init; } = "";

    /// <summary>See <see cref="Position.Stated"/>; empty on rows of earlier builds.</summary>
    public string Stated { get; init; } = "";

    /// <summary>JSON array of <see cref="NamedEntity"/>.</summary>
    public string AboutEntities { get; init; } = "[]";

    /// <summary>What claims are compared by; see <see cref="ClaimTerms"/>.</summary>
    public string Terms { get; init; } = "";

    /// <summary>The <see cref="Terms"/> one by one.</summary>
    public string[] TermList => field ??= ClaimTerms.Split(Terms);

    /// <summary>What it is about as a vector of meaning, see <see cref="ClaimVector"/>; empty where an older build has stored the position.</summary>
    public byte[] Vector { get; init; } = [];

    /// <summary>The same of <see cref="Evidence"/>.</summary>
    public byte[] EvidenceVector { get; init; } = [];

    public StatementForm Form { get; init; }

    public string Cue { get; init; } = "";

    public int CueStart { get; init; }

    public int CueEnd { get; init; }

    public string Evidence { get; init; } = "";

    public int EvidenceStart { get; init; }

    public int EvidenceEnd { get; init; }

    public string ReportedVia { get; init; } = "";

    public float Confidence { get; init; }

    /// <summary>See <see cref="Position.LabelConfidence"/>; 1 on rows of earlier builds.</summary>
    public float LabelConfidence { get; init; } = 1;

    /// <summary>That it is a position and that its label is right: what two of them must reach to contradict each other.</summary>
    public float Certainty => Confidence * LabelConfidence;

    /// <summary>See <see cref="Position.DecidedBy"/>; empty on rows of builds that did not sign.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>Publish time of the article, Unix milliseconds.</summary>
    public long PublishedAt { get; init; }

    // Of the article; filled by reads only.

    /// <summary>Whether the outlet has told when it published the article; else <see cref="PublishedAt"/> is when it was submitted.</summary>
    public bool IsDated { get; init; } = true;

    public int Revision { get; init; }

    public Guid? StoryId { get; init; }

    /// <summary>The earliest article of a syndication group, or the article itself: wire copies are one voice.</summary>
    public Guid VoiceId { get; init; }

    public string Outlet { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>The meaning of the headline, in the form of <see cref="Vector"/>.</summary>
    public byte[] TitleVector { get; init; } = [];

    public string Url { get; init; } = "";

    /// <summary>By publish time, article and place in it: the order in which a story's positions are grouped and read, whatever order the store gives them in.</summary>
    internal static IComparer<StoredPosition> StoryOrder { get; } = Comparer<StoredPosition>.Create(
        (one, other) => (one.PublishedAt, one.ArticleId, one.Ordinal, one.PositionId).CompareTo((other.PublishedAt, other.ArticleId, other.Ordinal, other.PositionId)));

    /// <summary>Whether the holder is a source without a name; one whom the words alone tell apart ("the police") has a type and no id.</summary>
    public bool IsUnnamed => HolderId.Length == 0 && HolderType == EntityType.Unspecified;

    /// <summary>Tells holders apart within a story: the entity, or the words that describe them.</summary>
    public string HolderKey => HolderId.Length > 0 ? HolderId : (IsUnnamed ? "unnamed " : "described ") + HolderName.ToUpperInvariant();

    /// <summary>The decoded <see cref="AboutEntities"/>.</summary>
    public IReadOnlyList<NamedEntity> Targets => JsonSerializer.Deserialize<NamedEntity[]>(AboutEntities) ?? [];

    /// <summary>The same position as a read of the store gives it.</summary>
    internal StoredPosition Of(AnalysedArticle analysed) => this with
    {
        Outlet = analysed.Article.Outlet,
        Title = analysed.Article.Title,
        IsDated = analysed.Article.IsDated,
        TitleVector = analysed.TitleVector,
        VoiceId = analysed.Article.OriginalArticleId ?? analysed.Article.ArticleId,
    };
}
