using OnRecord.Events;

namespace OnRecord.Stances.Tests;

public sealed class StoryHoldersTests
{
    private static readonly ArticleContent Article = HandMade.Article(Guid.NewGuid());

    [Theory]
    [InlineData("Ann Marie Lee", "Ann Lee")]
    [InlineData("Treasurer Ann Lee", "Ann Lee")]
    [InlineData("Ann Lee", "Lee")]
    [InlineData("Ann van Holm", "van Holm")]
    [InlineData("Abd-al Reed", "Abd al Reed")]
    [InlineData("Wilfried Strauch", "Wilfred Strauch")]
    [InlineData("Michael Strauch", "Micheal Strauch")]
    [InlineData("Tom Chowdhry", "Tom Chowdry")]
    [InlineData("Tom Chowdhry", "Chowdry")]
    [InlineData("Father Strauch", "Wilfried Strauch")]
    [InlineData("José Almada Ruiz", "Jose Almada")]
    [InlineData("Kenneth Moss", "Ken Moss")]
    public void Longer_and_shorter_names_are_one_person(string one, string other) =>
        Assert.Single(Keys(Person(one), Person(other)));

    [Theory]
    [InlineData("Ann Lee", "Tom Lee")]
    [InlineData("Tom Lee", "Tom Lee Jr.")]
    [InlineData("Ann Lee", "Ann Reed")]
    [InlineData("Ann Lee", "Anna Lee")]
    [InlineData("Anne Strauch", "Anna Strauch")]
    [InlineData("Tom Lee", "Tom Lea")]
    [InlineData("Pope Wilfried", "Tom Wilfried")]
    [InlineData("Tom Lee", "Tom Lee III")]
    public void Other_names_are_other_people(string one, string other) =>
        Assert.Equal(2, Keys(Person(one), Person(other)).Length);

    [Fact]
    public void A_surname_that_two_people_bear_is_neither() =>
        Assert.Equal(3, Keys(Person("Ann Lee"), Person("Tom Lee"), Person("Lee")).Length);

    [Fact]
    public void A_misspelt_family_name_that_two_people_may_bear_is_neither() =>
        Assert.Equal(3, Keys(Person("Ann Chowdhry"), Person("Tom Chowdhri"), Person("Chowdhr")).Length);

    [Fact]
    public void A_family_name_taken_for_a_thing_is_the_one_person_who_bears_it()
    {
        Assert.Single(Keys(Person("Jimmy Page"), Named("Page", EntityType.Other)));
        Assert.Equal(3, Keys(Person("Jimmy Page"), Person("Ann Page"), Named("Page", EntityType.Other)).Length);
    }

    [Theory]
    [InlineData("The 36-year-old", 1)]
    [InlineData("the father-of-four", 1)]
    [InlineData("a 36-year-old", 2)]
    [InlineData("the officer", 2)]
    public void Who_is_called_by_age_or_family_is_the_one_person_whom_the_article_quotes(string described, int holders) =>
        Assert.Equal(holders, Keys(Person("Tom Reed"), Unnamed(described)).Length);

    [Fact]
    public void Who_is_called_by_age_is_nobody_of_another_article_and_neither_of_two()
    {
        Assert.Equal(3, Keys(Person("Tom Reed"), Person("Ann Lee"), Unnamed("The 36-year-old")).Length);
        Assert.Equal(2, Keys(Person("Tom Reed"), Unnamed("The 36-year-old") with { ArticleId = Guid.NewGuid() }).Length);
    }

    [Fact]
    public void Two_entries_of_the_knowledge_base_are_two_people() =>
        Assert.Equal(2, Keys(Known("Q1", "Ann Marie Lee", EntityType.Person), Known("Q2", "Ann Lee", EntityType.Person)).Length);

    [Fact]
    public void A_state_its_capital_and_its_government_are_one_and_bear_its_name()
    {
        StoredPosition[] positions =
        [
            Named("Peruvian government", EntityType.Organization), Unnamed("Peru’s government"), Unnamed("the government"),
            Known("Q2", "Lima", EntityType.Place), Known("Q1", "Peru", EntityType.Place),
        ];

        var holders = new StoryHolders(positions);

        Assert.Single(positions.Select(holders.KeyOf).Distinct());
        Assert.All(positions, position => Assert.Equal("Peru", holders.NameOf(position).HolderName));
        Assert.All(positions, position => Assert.Equal("holder: only government, state, capital or government", holders.DecidedBy(position)));
    }

    [Theory]
    [InlineData("Ann Lee", "ann lee", "holder: same name")]
    [InlineData("Ann Lee", "Lee", "holder: end of the name")]
    [InlineData("Ann Lee", "Tom Reed", "")]
    public void A_holder_says_why_names_are_one(string one, string other, string decidedBy)
    {
        var (first, second) = (Person(one), Person(other));
        var holders = new StoryHolders([first, second]);

        Assert.Equal(decidedBy, holders.DecidedBy(first));
        Assert.Equal(decidedBy, holders.DecidedBy(second));
    }

    [Fact]
    public void The_government_is_nobodys_where_the_story_names_two() =>
        Assert.Equal(
            3, Keys(Named("Peruvian government", EntityType.Organization), Named("Norwegian government", EntityType.Organization), Unnamed("the government")).Length);

    [Fact]
    public void The_police_are_the_only_police_that_the_story_names()
    {
        Assert.Single(Keys(Named("Harlow police", EntityType.Organization), Unnamed("The police"), Unnamed("police")));
        Assert.Equal(3, Keys(Named("Harlow police", EntityType.Organization), Named("Ware police", EntityType.Organization), Unnamed("police")).Length);
    }

    [Fact]
    public void The_carrier_and_the_airline_are_the_only_airline_that_the_story_names()
    {
        Assert.Single(Keys(Named("Norvik Air", EntityType.Organization), Unnamed("the airline"), Unnamed("The carrier")));
        Assert.Equal(3, Keys(Named("Norvik Air", EntityType.Organization), Named("Kestrel Airways", EntityType.Organization), Unnamed("the airline")).Length);
    }

    [Theory]
    [InlineData("Lisbon's transport minister", "Transport Minister Ann Lee denied it.", 1)]
    [InlineData("The city clerk", "It was clean, city clerk Ann Lee said.", 1)]
    [InlineData("The mayor of Lisbon", "Mayor Ann Lee denied it.", 1)]
    [InlineData("Hospital director", "Hospital director Ann Lee denied it.", 1)]
    [InlineData("Lisbon mayor", "Mayor Ann Lee denied it.", 1)]
    [InlineData("Lisbon mayor", "Tom Reed agreed, while the mayor of Lisbon, Ann Lee, denied it.", 1)]
    [InlineData("The mayor", "Ann Lee, the mayor of Lisbon, denied it.", 1)]
    [InlineData("Lisbon mayor", "The deputy mayor of Lisbon, Ann Lee, denied it.", 2)]
    [InlineData("The mayor", "Ann Lee, who wrote to the mayor, denied it.", 2)]
    [InlineData("The mayor of Lisbon", "Deputy mayor Ann Lee denied it.", 2)]
    [InlineData("A lawyer", "Lawyer Ann Lee denied it.", 2)]
    [InlineData("The minister", "Minister Ann Lee denied it.", 2)]
    public void Who_bears_a_title_is_who_is_called_by_it(string described, string evidence, int holders) =>
        Assert.Equal(holders, Keys(Unnamed(described), Person("Ann Lee") with { Evidence = evidence }).Length);

    [Fact]
    public void A_title_that_two_people_bear_is_neither() => Assert.Equal(3, Keys(
        Unnamed("The mayor of Lisbon"), Person("Ann Lee") with { Evidence = "Mayor Ann Lee denied it." }, Person("Tom Reed") with { Evidence = "Mayor Tom Reed confirmed it." }).Length);

    [Fact]
    public void The_first_word_of_a_body_is_the_only_body_that_begins_so()
    {
        Assert.Single(Keys(Named("Arlo Works", EntityType.Organization), Person("Arlo")));
        Assert.Equal(3, Keys(Named("Arlo Works", EntityType.Organization), Named("Arlo Bank", EntityType.Organization), Person("Arlo")).Length);
        Assert.Equal(2, Keys(Named("Arlo Works", EntityType.Organization), Person("Ann Arlo"), Person("Arlo")).Length);
    }

    [Fact]
    public void The_last_word_of_a_name_of_two_is_its_body() =>
        Assert.Single(Keys(Named("Real Arlo", EntityType.Organization), Named("Arlo", EntityType.Organization)));

    [Theory]
    [InlineData("The group Grey Lamp", 1)]
    [InlineData("A group that calls itself Grey Lamp", 1)]
    [InlineData("The newspaper Grey Lamp", 1)]
    [InlineData("The head of the group Grey Lamp", 2)]
    [InlineData("Friends of Grey Lamp", 2)]
    public void A_name_with_its_kind_is_the_name(string whole, int holders) =>
        Assert.Equal(holders, Keys(Unnamed(whole), Named("Grey Lamp", EntityType.Organization)).Length);

    [Fact]
    public void A_name_without_its_kind_is_the_one_to_print()
    {
        StoredPosition[] positions = [Named("The group Grey Lamp", EntityType.Organization), Named("The group Grey Lamp", EntityType.Organization), Named("Grey Lamp", EntityType.Organization)];

        var holders = new StoryHolders(positions);

        Assert.All(positions, position => Assert.Equal("Grey Lamp", holders.NameOf(position).HolderName));
    }

    [Fact]
    public void The_hospital_group_is_the_only_one_whose_name_ends_so()
    {
        Assert.Single(Keys(Unnamed("The hospital group"), Named("The Saint-Ann hospital group", EntityType.Organization)));
        Assert.Equal(3, Keys(
            Unnamed("The hospital group"), Named("The Saint-Ann hospital group", EntityType.Organization), Named("The Reed hospital group", EntityType.Organization)).Length);
    }

    [Fact]
    public void A_man_is_not_the_man_of_another_article() =>
        Assert.Equal(2, Keys(Unnamed("a man"), Unnamed("the man")).Length);

    [Fact]
    public void The_board_shows_one_stand_for_them_with_all_the_evidence()
    {
        var claim = Guid.NewGuid();
        var board = BoardBuilder.Build(
            Guid.NewGuid(), 2, 2, 0,
            [
                HandMade.Position(Article, "Ann Marie Lee", StanceLabel.Denies, "the pier is sold", claim: claim),
                HandMade.Position(HandMade.Article(Guid.NewGuid()), "Ann Lee", StanceLabel.Denies, "the pier is sold", claim: claim),
            ]);

        var stand = Assert.Single(Assert.Single(board.Claims).Stands);
        Assert.Equal((2, 2), (stand.PositionCount, stand.ArticleCount));
        Assert.False(Assert.Single(board.Claims).Contested);
    }

    private static string[] Keys(params StoredPosition[] positions)
    {
        var holders = new StoryHolders(positions);
        return [.. positions.Select(holders.KeyOf).Distinct()];
    }

    private static StoredPosition Person(string name) => Named(name, EntityType.Person);

    private static StoredPosition Named(string name, EntityType type) => Of($"local-{name}", name, type, "");

    private static StoredPosition Known(string id, string name, EntityType type) => Of(id, name, type, id);

    private static StoredPosition Unnamed(string words) => Of("", words, EntityType.Unspecified, "");

    private static StoredPosition Of(string id, string name, EntityType type, string wikidata) => new()
    {
        HolderId = id,
        HolderName = name,
        HolderType = type,
        HolderWikidataId = wikidata,
        ArticleId = Article.ArticleId,
        PositionId = Guid.NewGuid(),
    };
}
