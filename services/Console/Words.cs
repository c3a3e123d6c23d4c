using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Web;

/// <summary>How values of the API read on a page.</summary>
internal static class Words
{
    /// <summary>The columns of a board, in their order.</summary>
    public static IReadOnlyList<Stance> Stances { get; } =
        [Stance.Affirms, Stance.Denies, Stance.Questions, Stance.NoComment, Stance.Supports, Stance.Opposes];

    public static string Of(Stance stance) => stance switch
    {
        Stance.Affirms => "Affirms",
        Stance.Denies => "Denies",
        Stance.Questions => "Questions",
        Stance.NoComment => "No comment",
        Stance.Supports => "Supports",
        Stance.Opposes => "Opposes",
        _ => "Unknown",
    };

    /// <summary>The class that colours a stance; the word always stands beside the colour.</summary>
    public static string ClassOf(Stance stance) => "stance-" + stance.ToString().ToLowerInvariant();

    public static string Of(EntityType type) => type switch
    {
        EntityType.Person => "Person",
        EntityType.Organization => "Organisation",
        EntityType.Place => "Place",
        _ => "Other",
    };

    public static string Of(ClaimStance stance) => stance switch
    {
        ClaimStance.Agree => "Agrees",
        ClaimStance.Disagree => "Disagrees",
        ClaimStance.Discuss => "Discusses",
        _ => "Unrelated",
    };

    public static string Of(PositionChangeKind kind) => kind switch
    {
        PositionChangeKind.Flipped => "changed sides",
        PositionChangeKind.Hardened => "took a side",
        PositionChangeKind.Softened => "stepped back",
        _ => "changed",
    };

    public static string NameOf(Holder holder) =>
        holder.Entity is { Name.Length: > 0 } entity ? entity.Name : holder.Description.Length > 0 ? holder.Description : "unnamed source";

    /// <summary>What a link to an article says.</summary>
    public static string TitleOf(string title) => title.Length > 0 ? title : "Untitled article";

    /// <summary>How many outlets; articles may come without one.</summary>
    public static string Outlets(int count) => count == 0 ? "outlet unknown" : Count(count, "outlet", "outlets");

    /// <summary>What an address says that leads nowhere.</summary>
    public const string NothingHere = "There is nothing at this address; it may have been retracted.";

    /// <summary>What went wrong, for a reader of the page.</summary>
    public static string Of(RpcException fault) => fault.StatusCode switch
    {
        StatusCode.NotFound => NothingHere,
        StatusCode.Unimplemented => "This part is not there yet: " + fault.Status.Detail,
        _ => fault.Status.Detail,
    };

    /// <summary>The address of a sentence in its article, to share.</summary>
    public static string LinkTo(Evidence evidence) => string.Create(
        CultureInfo.InvariantCulture, $"/articles/{evidence.Article.ArticleId}?from={evidence.Span.Start}&to={evidence.Span.End}#evidence");

    /// <summary>What a link to an outlet's article says.</summary>
    public static string OutletOf(string outlet) => outlet.Length > 0 ? outlet : "Article";

    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    public static string Day(Timestamp? time) => time is null ? "" : time.ToDateTimeOffset().ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(Timestamp? time) =>
        time is null ? "" : time.ToDateTimeOffset().ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Iso(Timestamp? time) => time is null ? "" : time.ToDateTimeOffset().ToString("u", CultureInfo.InvariantCulture).Replace(' ', 'T');

    public static string Ago(Timestamp? time, DateTimeOffset now)
    {
        if (time is null)
        {
            return "";
        }

        var age = now - time.ToDateTimeOffset();
        return age.TotalMinutes < 1 ? "just now"
            : age.TotalMinutes < 60 ? $"{(int)age.TotalMinutes} min ago"
            : age.TotalHours < 24 ? $"{(int)age.TotalHours} h ago"
            : age.TotalDays < 14 ? $"{(int)age.TotalDays} d ago"
            : Day(time);
    }
}
