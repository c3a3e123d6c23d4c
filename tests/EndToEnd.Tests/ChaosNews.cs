using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.EndToEnd.Tests;

/// <summary>As many different articles as a load needs: the same number always gives the same article.</summary>
internal static class ChaosNews
{
    private const int OutletsPerEvent = 4;

    private static readonly DateTimeOffset Start = new(2026, 4, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Places = ["Aldburg", "Brixton Vale", "Corran", "Dunmere", "Eskdale", "Farholm", "Glenrow", "Harwick", "Ivelford", "Jarrowby", "Kelmore"];
    private static readonly string[] Things = ["harbour tax", "night train", "school merger", "water tower", "tram line", "wind farm", "market hall"];
    private static readonly string[] People = ["Anna Thorsby", "Peter Hallam", "Ines Corvo", "Samuel Okoro", "Marta Velin", "Oscar Brandt", "Leila Aziz", "Ruth Carden", "Victor Lanz"];
    private static readonly string[] Outlets = ["Morning Star Gazette", "County Mail", "The Lantern", "Northern Echo Daily"];

    /// <summary>The article with this number, from 0. Four in a row tell of one event.</summary>
    public static ArticleInput Article(int number)
    {
        var happening = number / OutletsPerEvent;
        var place = $"{Places[happening % Places.Length]} {happening}";
        var thing = Things[happening % Things.Length];
        var mayor = People[happening % People.Length];
        var rival = People[(happening + 4) % People.Length];
        var outlet = Outlets[number % Outlets.Length];
        return new ArticleInput
        {
            Outlet = outlet,
            Url = $"https://{outlet.Replace(' ', '-').ToLowerInvariant()}.example/{number}",
            Title = $"{mayor} defends {thing} in {place}",
            Text = $"""
                Mayor {mayor} defended the plan for a {thing} in {place} on day {number} of the debate.

                "The {thing} is what {place} needs," {mayor} told the {outlet}. Councillor {rival} rejected the plan and said it would cost {number + 100} thousand.

                The council's office declined to comment on report {number}.
                """,
            PublishTime = Timestamp.FromDateTimeOffset(Start.AddHours(happening).AddMinutes(number % OutletsPerEvent * 10)),
        };
    }
}
