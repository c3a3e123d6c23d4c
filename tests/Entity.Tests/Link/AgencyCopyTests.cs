using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>Copy of news agencies with datelines, bylines, labels and tables; language engine and linker as they ship, a small knowledge base.</summary>
public sealed class AgencyCopyTests
{
    private static readonly KnowledgeBase Knowledge = new(
    [
        Entry("Q1", EntityType.Place, EntityKind.Country, "Scotland", 80, "country of the United Kingdom"),
        Entry("Q2", EntityType.Organization, EntityKind.NationalTeam, "Scotland national football team", 60, "men's association football team"),
        Entry("Q3", EntityType.Place, EntityKind.City, "Boston", 70, "city in Massachusetts"),
        Entry("Q4", EntityType.Organization, EntityKind.Sport, "Boston Red Sox", 60, "baseball team in Boston"),
        Entry("Q5", EntityType.Place, EntityKind.Region, "Alloa", 22, "adm2 in Clackmannanshire"),
        Entry("Q6", EntityType.Organization, EntityKind.Sport, "Alloa Athletic F.C.", 24, "association football club in United Kingdom"),
        Entry("Q14", EntityType.Organization, EntityKind.Sport, "FC Brenta Montrose", 30, "association football club in Scotland"),
        Entry("Q7", EntityType.Place, EntityKind.Country, "Iraq", 85, "country in Asia", "^Iraqi"),
        Entry("Q8", EntityType.Organization, EntityKind.Government, "Commerce Department", 70, "department of the government"),
        Entry("Q9", EntityType.Place, EntityKind.Capital, "Brussels", 75, "capital of Belgium"),
        Entry("Q10", EntityType.Place, EntityKind.State, "New York", 76, "state of the United States"),
        Entry("Q11", EntityType.Place, EntityKind.City, "New York City", 78, "city in the United States", "New York"),
        Entry("Q12", EntityType.Place, EntityKind.City, "Toronto", 70, "city in Canada"),
        Entry("Q13", EntityType.Place, EntityKind.State, "Minnesota", 66, "state of the United States"),
        Person("Q20", "Ann Marsh", "Prime Minister of Freedonia", 80, new DateOnly(2019, 1, 1), new DateOnly(2026, 1, 1)),
        Person("Q21", "Ben Marsh", "Prime Minister of Freedonia", 76, new DateOnly(1993, 1, 1), new DateOnly(1999, 1, 1)),
    ]);

    private static readonly EntityRecognizer Recognizer = new(LanguageEngine.Default, Knowledge, new EntityLinker(Knowledge));

    [Fact]
    public void In_a_report_of_a_match_the_team_and_its_town_are_two()
    {
        const string text = "BASEBALL - BOSTON BEAT TORONTO 4-2 . BOSTON 1996-08-30 Boston beat Toronto 4-2 on Friday with two runs in the last inning . The game in Boston drew 20,000 .";

        Assert.Equal("Q4", IdAt(text, "Boston beat"));
        Assert.Equal("Q3", IdAt(text, "BOSTON 1996"));
        Assert.Equal("Q3", IdAt(text, "Boston drew"));
    }

    [Fact]
    public void A_label_before_the_headline_makes_a_short_text_a_report_of_a_match()
    {
        const string label = "SOCCER - SCOTLAND DRAW 0-0 . VIENNA 1996-08-31 Austria and Scotland drew 0-0 in a World Cup soccer European group 4 qualifier on Saturday .";

        Assert.Equal("Q2", IdAt(label, "Scotland drew"));
        Assert.Equal("Q1", IdAt("Austria and Scotland signed the treaty on Saturday.", "Scotland signed"));
    }

    [Fact]
    public void The_club_of_a_town_that_few_know_is_found_in_sport_only()
    {
        Assert.Equal("Q6", IdAt("SOCCER - SCOTTISH LEAGUE RESULTS . GLASGOW 1996-08-31 In the football league Alloa beat Montrose 2-1 on Saturday .", "Alloa beat"));
        Assert.NotEqual("Q6", IdAt("The council of Alloa closed the library on Saturday.", "Alloa closed"));
    }

    [Fact]
    public void A_club_is_found_without_the_letters_that_say_that_it_is_one() =>
        Assert.Equal("Q14", IdAt("SOCCER - SCOTTISH LEAGUE RESULTS . GLASGOW 1996-08-31 In the football league of Scotland the club Brenta beat Alloa 2-1 on Saturday .", "Brenta beat"));

    [Fact]
    public void A_dateline_names_a_town_rather_than_the_state_of_that_name() =>
        Assert.Equal("Q11", IdAt("Shares fall . NEW YORK 1996-08-30 Shares fell on Friday .", "NEW YORK"));

    [Theory]
    [InlineData("Marsh names ministers . BRUSSELS 1996-08-30 Prime minister Marsh named his ministers on Friday .", null, "Q21")]
    [InlineData("Prime minister Marsh named the ministers on Friday.", "2024-05-01", "Q20")]
    [InlineData("Prime minister Marsh named the ministers on Friday.", "1996-05-01", "Q21")]
    public void Of_two_holders_of_an_office_the_one_is_meant_who_held_it_on_the_day(string text, string? date, string id) =>
        Assert.Equal(id, IdAt(text, "Marsh named", date is null ? null : DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Those_of_a_country_are_linked_to_it_where_the_people_has_no_entry() =>
        Assert.Equal("Q7", IdAt("Thousands of Iraqis fled to the mountains on Friday.", "Iraqis"));

    [Fact]
    public void An_article_before_a_name_that_has_none_does_not_belong_to_it()
    {
        var mentions = Recognizer.Recognize("The Commerce Department said on Friday that orders rose.", 0, CancellationToken.None).Found.Mentions;

        Assert.Contains(mentions, mention => mention.Surface == "Commerce Department");
    }

    [Theory]
    [InlineData("BASEBALL - SCHEDULE . SATURDAY , AUGUST 31 SCHEDULE CHICAGO AT TORONTO MINNESOTA AT MILWAUKEE CLEVELAND AT TEXAS", "TORONTO", "MINNESOTA")]
    [InlineData("Belgium scrape past Turkey . Bert Lauwers BRUSSELS 1996-08-31 Belgium beat Turkey in a tense match .", "Bert Lauwers", "BRUSSELS")]
    public void Names_that_a_table_or_a_byline_runs_together_are_two(string text, string first, string second)
    {
        var surfaces = Recognizer.Recognize(text, 0, CancellationToken.None).Found.Mentions.Select(mention => mention.Surface).ToList();

        Assert.Contains(first, surfaces);
        Assert.Contains(second, surfaces);
    }

    private static string IdAt(string text, string words, DateOnly? date = null)
    {
        var found = Recognizer.Recognize(text, 0, CancellationToken.None, date).Found;
        var start = text.IndexOf(words, StringComparison.Ordinal);
        var mention = found.Mentions.Single(mention => mention.Range.Start <= start && mention.Range.End > start);
        return found.Entities[mention.Entity].Identity.Id;
    }

    private static KnowledgeEntry Entry(string id, EntityType type, EntityKind kind, string name, byte popularity, string description, params string[] aliases) =>
        new(id, type, kind, name, [.. aliases.Select(alias => KnowledgeAlias.Parse(alias))], "", popularity, description);

    private static KnowledgeEntry Person(string id, string name, string office, byte popularity, DateOnly start, DateOnly end) =>
        new(id, EntityType.Person, EntityKind.Leader, name, [], "FD", popularity, office) { Roles = [new KnowledgeRole(office, start, end)] };
}
