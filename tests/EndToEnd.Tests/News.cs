using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Invented articles. Each test takes a topic of its own, so that tests on one system do not meet.</summary>
internal static class News
{
    private static readonly string[] Verbs =
        ["admires", "borrows", "carries", "damages", "enlarges", "follows", "guards", "hides", "inspects", "joins", "keeps", "lifts", "mends", "needs", "opens", "paints"];

    private static readonly string[] Times = ["at dawn", "in autumn", "on market days", "after the flood", "since the war", "before lunch", "every spring", "by moonlight"];

    private static readonly DateTimeOffset Day = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

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

    /// <summary>
    /// One article about a made-up place; <paramref name="place"/> is a word that stands in no other test. Its things have made-up names,
    /// too, so that two places are neither wire copies of each other nor one story.
    /// </summary>
    public static ArticleInput About(string place)
    {
        var words = new MadeUpWords(place);
        string Sentence() => $"The {words.Thing()} of {place} {words.Pick(Verbs)} the {words.Thing()} near the {words.Thing()} {words.Pick(Times)}.";
        return Article("Test Herald", $"{place} {words.Pick(Verbs)} the {words.Thing()}", hours: words.Number(4_000), $"""
            {Sentence()} {Sentence()}

            {Sentence()} "This {words.Thing()} is what we need," {words.Name()} {words.Name()} said. {Sentence()}

            {Sentence()} {Sentence()} {Sentence()}
            """, $"https://testherald.example/{place.ToLowerInvariant()}");
    }

    private static ArticleInput Article(string outlet, string title, int hours, string text, string url = "") => new()
    {
        Outlet = outlet,
        Title = title,
        Text = text,
        Url = url,
        PublishTime = Timestamp.FromDateTimeOffset(Day.AddHours(hours)),
    };
}
