using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Invented articles. Each test takes a topic of its own, so that tests on one system do not meet.</summary>
internal static class News
{
    private static readonly string[] Syllables =
        ["bal", "cor", "dun", "fel", "gar", "hos", "kel", "lor", "mar", "nes", "pel", "quin", "ros", "sul", "tor", "vel", "wes", "yar"];

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
        var random = new Random(place.Aggregate(17, (hash, letter) => (hash * 31) + letter));
        string Pick(string[] from) => from[random.Next(from.Length)];
        string Thing() => Pick(Syllables) + Pick(Syllables) + Pick(Syllables);
        string Sentence() => $"The {Thing()} of {place} {Pick(Verbs)} the {Thing()} near the {Thing()} {Pick(Times)}.";
        return Article("Test Herald", $"{place} {Pick(Verbs)} the {Thing()}", hours: random.Next(4_000), $"""
            {Sentence()} {Sentence()}

            {Sentence()} "This {Thing()} is what we need," {Capital(Thing())} {Capital(Thing())} said. {Sentence()}

            {Sentence()} {Sentence()} {Sentence()}
            """, $"https://testherald.example/{place.ToLowerInvariant()}");
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static ArticleInput Article(string outlet, string title, int hours, string text, string url = "") => new()
    {
        Outlet = outlet,
        Title = title,
        Text = text,
        Url = url,
        PublishTime = Timestamp.FromDateTimeOffset(Day.AddHours(hours)),
    };
}
