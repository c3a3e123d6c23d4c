using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.EndToEnd.Tests;

/// <summary>As many different articles as a load needs: the same number always gives the same article.</summary>
internal static class ChaosNews
{
    private const int OutletsPerEvent = 4;

    private static readonly DateTimeOffset Start = new(2026, 4, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Outlets = ["Morning Star Gazette", "County Mail", "The Lantern", "Northern Echo Daily"];

    /// <summary>The article with this number, from 0. Four in a row tell of one event.</summary>
    public static ArticleInput Article(int number)
    {
        var happening = number / OutletsPerEvent;
        var words = new MadeUpWords(happening);
        var (place, thing, other) = (words.Name(), words.Thing(), words.Thing());
        var (mayor, rival) = ($"{words.Name()} {words.Name()}", $"{words.Name()} {words.Name()}");
        var outlet = Outlets[number % Outlets.Length];
        return new ArticleInput
        {
            Outlet = outlet,
            Url = $"https://{outlet.Replace(' ', '-').ToLowerInvariant()}.example/{number}",
            Title = $"{mayor} defends {thing} in {place}",
            Text = $"""
                {mayor} defended the {thing} in {place} against the {other} on day {number} of the debate.

                "The {thing} is what {place} needs," {mayor} told the {outlet}. {rival} rejected the {thing} and praised the {other}.

                The office in {place} declined to comment on report {number}.
                """,
            PublishTime = Timestamp.FromDateTimeOffset(Start.AddHours(happening).AddMinutes(number % OutletsPerEvent * 10)),
        };
    }
}
