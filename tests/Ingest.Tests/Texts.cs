using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest.Tests;

/// <summary>Made-up articles.</summary>
internal static class Texts
{
    public const string Bridge =
        "The city council voted on Tuesday to close the Alder Street bridge for repairs that are expected to last until spring.\n\n"
        + "Mayor Ines Calloway said the decision was \"overdue\" and that the cracks found in the northern pier could not be left for another winter.\n\n"
        + "Shop owners on both banks of the river said that they had not been asked, and that the detour would cost them customers.";

    public const string Harbour =
        "The harbour authority of Port Emery has ordered an inquiry into the loss of two containers from the freighter Maribel.\n\n"
        + "A spokesman for the shipping line declined to comment on reports that the lashings had not been checked before departure.";

    /// <summary>An article that is like no other one: its words depend on the number.</summary>
    public static string Numbered(int number)
    {
        var random = new Random(number);
        string[] nouns = ["council", "bridge", "minister", "harbour", "strike", "budget", "school", "river", "court", "union", "farm", "airline", "vaccine", "satellite", "museum", "orchard"];
        string[] verbs = ["approved", "rejected", "delayed", "praised", "sued", "closed", "opened", "visited", "warned", "funded", "repaired", "audited"];
        var sentences = Enumerable.Range(0, 12).Select(_ =>
            $"The {nouns[random.Next(nouns.Length)]} of district {random.Next(10_000)} {verbs[random.Next(verbs.Length)]} the {nouns[random.Next(nouns.Length)]} and the {nouns[random.Next(nouns.Length)]} on day {random.Next(10_000)}.");
        return $"Report {number} was filed in the evening by the desk.\n\n" + string.Join(' ', sentences);
    }

    public static ArticleInput Article(string text, string url = "", string outlet = "The Courier", string title = "") => new()
    {
        Text = text,
        Url = url,
        Outlet = outlet,
        Title = title,
        PublishTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.Zero)),
    };
}
