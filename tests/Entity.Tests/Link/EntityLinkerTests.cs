using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>The linker on a small knowledge base and hand-made documents: no model is involved.</summary>
public sealed class EntityLinkerTests
{
    private static readonly EntityLinker Linker = new(new KnowledgeBase(
    [
        Entry("Q1", EntityType.Place, "country", "Freedonia", "FD", 85, "country in Europe", "^Freedonian"),
        Entry("Q2", EntityType.Place, "capital", "Fredville", "FD", 80, "capital of Freedonia"),
        Entry("Q3", EntityType.Person, "leader", "Rufus Firefly", "FD", 80, "president of Freedonia", "~Firefly"),
        Entry("Q4", EntityType.Person, "politician", "Ada Marsh", "FD", 22, "member of the National Assembly of Freedonia"),
        Entry("Q5", EntityType.Person, "politician", "Ann Marsh", "SY", 60, "minister of Sylvania", "~Marsh"),
        Entry("Q6", EntityType.Organization, "company", "Harbour Bank", "FD", 50, "bank"),
        Entry("Q7", EntityType.Place, "city", "Springfield", "FD", 50, "city in Freedonia"),
        Entry("Q8", EntityType.Place, "city", "Springfield", "FD", 50, "city in Freedonia"),
        Entry("Q10", EntityType.Place, "city", "Chicolini", "FD", 30, "city in Freedonia"),
        Entry("Q9", EntityType.Person, "royal", "Anna of Fredville", "FD", 70, "member of the royal family", "Duchess of Fredville"),
    ]));

    [Theory]
    [InlineData("Rufus Firefly", NameType.Person, "Q3")]
    [InlineData("President Rufus T. Firefly", NameType.Person, "Q3")]
    [InlineData("RUFUS FIREFLY", NameType.Person, "Q3")]
    [InlineData("Firefly", NameType.Person, "Q3")]
    [InlineData("Freedonian", NameType.Other, "Q1")]
    [InlineData("Harbour Bank Ltd.", NameType.Organization, "Q6")]
    public void A_name_finds_its_entry_in_many_forms(string name, NameType type, string id)
    {
        var links = Linker.Link(HandMade.Document($"In Freedonia {name} was in the news.", (name, type), ("Freedonia", NameType.Place)));

        Assert.Contains(links, link => link.Identity.Id == id && link.Confidence > 0.5f);
    }

    [Theory]
    [InlineData("Rufus Firefly of Freedonia spoke.", "Rufus Firefly", NameType.Person, LinkRule.Likeliest)]
    [InlineData("Zeno Quill spoke.", "Zeno Quill", NameType.Person, LinkRule.Unknown)]
    [InlineData("Springfield in Freedonia flooded.", "Springfield", NameType.Place, LinkRule.Unsure)]
    [InlineData("Talks with Fredville failed.", "Fredville", NameType.Place, LinkRule.Capital)]
    public void A_link_says_what_decided_it(string text, string name, NameType type, LinkRule rule)
    {
        var links = text.Contains("Freedonia", StringComparison.Ordinal)
            ? Linker.Link(HandMade.Document(text, (name, type), ("Freedonia", NameType.Place)))
            : Linker.Link(HandMade.Document(text, (name, type)));

        Assert.Equal(rule, links[0].Rule);
    }

    [Fact]
    public void A_little_known_person_is_linked_only_where_the_text_is_about_the_country()
    {
        var abroad = Linker.Link(HandMade.Document("Ada Marsh opened a bakery.", ("Ada Marsh", NameType.Person)));
        var home = Linker.Link(HandMade.Document(
            "Ada Marsh of Freedonia opened a bakery.", ("Ada Marsh", NameType.Person), ("Freedonia", NameType.Place)));

        Assert.Equal((LocalId.Of(EntityType.Person, "Ada Marsh"), 0f), (abroad[0].Identity.Id, abroad[0].Confidence));
        Assert.Equal("Q4", home[0].Identity.Id);
    }

    [Fact]
    public void A_surname_means_the_full_name_of_the_document_and_not_a_better_known_namesake()
    {
        var links = Linker.Link(HandMade.Document(
            "Ben Marsh spoke. Marsh then left.", ("Ben Marsh", NameType.Person), ("Marsh", NameType.Person)));

        Assert.All(links, link => Assert.Equal(LocalId.Of(EntityType.Person, "Ben Marsh"), link.Identity.Id));
        Assert.Equal([LinkRule.Unknown, LinkRule.ShortForm], links.Select(link => link.Rule));
    }

    [Fact]
    public void A_little_known_place_is_linked_where_the_text_is_about_its_country_and_only_as_a_place()
    {
        Assert.Equal("Q10", Linker.Link(HandMade.Document(
            "Chicolini in Freedonia flooded.", ("Chicolini", NameType.Place), ("Freedonia", NameType.Place)))[0].Identity.Id);
        Assert.True(LocalId.IsLocal(Linker.Link(HandMade.Document("Chicolini spoke.", ("Chicolini", NameType.Person)))[0].Identity.Id));
    }

    [Fact]
    public void Two_equally_likely_meanings_give_no_link() =>
        Assert.True(LocalId.IsLocal(Linker.Link(HandMade.Document(
            "Springfield in Freedonia flooded.", ("Springfield", NameType.Place), ("Freedonia", NameType.Place)))[0].Identity.Id));

    [Theory]
    [InlineData("Talks with Fredville failed.", "Q1")]
    [InlineData("Fredville's position is clear.", "Q1")]
    [InlineData("The government in Fredville fell.", "Q1")]
    [InlineData("Snow fell in Fredville.", "Q2")]
    [InlineData("Snow fell on Fredville.", "Q2")]
    public void A_capital_that_acts_is_its_state(string text, string id) =>
        Assert.Equal(id, Assert.Single(Linker.Link(HandMade.Document(text, ("Fredville", NameType.Place)))).Identity.Id);

    [Fact]
    public void A_country_in_the_report_of_a_match_is_a_team_and_gets_no_link()
    {
        var links = Linker.Link(HandMade.Document(
            "Freedonia scored the only goal of the match, and the coach praised the team.", ("Freedonia", NameType.Place)));

        Assert.True(LocalId.IsLocal(Assert.Single(links).Identity.Id));
    }

    [Fact]
    public void A_given_name_is_no_demonym() =>
        Assert.True(LocalId.IsLocal(Assert.Single(Linker.Link(HandMade.Document(
            "Freedonian laughed.", ("Freedonian", NameType.Person)))).Identity.Id));

    [Theory]
    [InlineData("Freedonian laughed and left.", false)]
    [InlineData("She speaks Freedonian at home.", false)]
    [InlineData("The Freedonian laughed.", false)]
    [InlineData("The Freedonian government laughed.", true)]
    [InlineData("The Sylvanian and Freedonian governments laughed.", true)]
    [InlineData("He sold Freedonian and Sylvanian cheese.", true)]
    public void A_word_for_a_people_stands_before_a_noun(string text, bool isCountry)
    {
        var document = LanguageEngine.Default.Analyze(text);
        var token = Array.FindIndex(document.Tokens, token => document.Text[token.Start..token.End] == "Freedonian");
        var range = new TextRange(document.Tokens[token].Start, document.Tokens[token].End);
        var named = new Document
        {
            Text = text,
            BodyStart = 0,
            Tokens = document.Tokens,
            Sentences = document.Sentences,
            Mentions = [new Mention(token, token + 1, range, NameType.Other, MentionForm.Name, 0, 0.9f)],
            Chains = [new CoreferenceChain("Freedonian", NameType.Other, [0], null)],
        };

        Assert.Equal(isCountry, Linker.Link(named)[0].Identity.Id == "Q1");
    }

    [Fact]
    public void A_peer_is_found_by_title_when_the_first_name_stands_before_it() =>
        Assert.Equal("Q9", Assert.Single(Linker.Link(HandMade.Document(
            "Ann Duchess of Fredville waved.", ("Ann Duchess of Fredville", NameType.Person)))).Identity.Id);

    private static KnowledgeEntry Entry(
        string id, EntityType type, string kind, string name, string country, byte popularity, string description, params string[] aliases) =>
        new(id, type, EntityKinds.Of(kind) ?? EntityKind.Unknown, name, [.. aliases.Select(alias => KnowledgeAlias.Parse(alias))], country, popularity, description);
}
