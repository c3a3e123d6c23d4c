using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Invented articles. Each test takes a topic of its own, so that tests on one system do not meet.</summary>
internal static class News
{
    private static readonly DateTimeOffset Day = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Three outlets on one story: a minister affirms, a director denies, a company will not comment.</summary>
    public static ArticleInput[] QuarryStory() =>
    [
        Article(
            "Alpine Messenger", "Minister says Torvald quarry broke blasting rules", hours: 0, """
            The Torvald quarry in Innsbruck has broken the rules for blasting, Environment Minister Johanna Feld said on Monday.

            "The quarry fired its charges at night, and that is forbidden," Feld told reporters in Vienna. Residents of Innsbruck have complained about the quarry for a year.
            """),
        Article(
            "Valley Chronicle", "Torvald director denies night blasting at quarry", hours: 3, """
            Matthias Torvald, the director of the Torvald quarry in Innsbruck, denied on Monday that charges were fired at night.

            "The minister is wrong. Nobody has blasted anything at night," Torvald said. Environment Minister Johanna Feld had said that the quarry broke the rules.
            """),
        Article(
            "Evening Standard of Tyrol", "Prosecutors silent on Torvald quarry", hours: 6, """
            Prosecutors in Innsbruck declined to comment on Monday on whether they are investigating the Torvald quarry.

            Environment Minister Johanna Feld said the quarry had fired charges at night. Director Matthias Torvald rejected the accusation.
            """),
    ];

    /// <summary>One article about a made-up place; <paramref name="place"/> is a word that stands in no other test.</summary>
    public static ArticleInput About(string place, string outlet = "Test Herald") => Article(outlet, $"Ferry to {place} to sail again in June", hours: 0, $"""
        The ferry to {place} will sail again in June, harbour master Greta Olsson said on Monday.

        "The new engine works, and the people of {place} have waited long enough," Olsson said. The shipping line declined to comment on fares to {place}.
        """, $"https://testherald.example/{place.ToLowerInvariant()}");

    private static ArticleInput Article(string outlet, string title, int hours, string text, string url = "") => new()
    {
        Outlet = outlet,
        Title = title,
        Text = text,
        Url = url,
        PublishTime = Timestamp.FromDateTimeOffset(Day.AddHours(hours)),
    };
}
