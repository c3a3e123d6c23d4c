using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>Names as writers vary them, against the shipped knowledge base.</summary>
public sealed class NameVariantsTests
{
    private static readonly KnowledgeBase Knowledge = ShippedKnowledge.Load();
    private static readonly EntityLinker Linker = new(Knowledge);

    [Theory]
    [InlineData("Officials in S. Korea met on Friday.", "S. Korea", NameType.Place, "Q884")]
    [InlineData("The BOJ left its rates where they were in Japan.", "BOJ", NameType.Organization, "Q333101")]
    [InlineData("Talks with Yitzak Shamir failed in Israel.", "Yitzak Shamir", NameType.Person, "Q184351")]
    [InlineData("In France the Socialists lost the vote.", "Socialists", NameType.Organization, "Q170972")]
    public void A_variant_leads_to_its_entry(string text, string name, NameType type, string id)
    {
        var document = HandMade.Document(text, (name, type));

        Assert.Contains(Linker.Candidates(document)[0], candidate => candidate.Entry.Id == id);
    }

    [Fact]
    public void A_country_in_a_report_of_a_match_may_be_each_of_its_teams()
    {
        var document = HandMade.Document("SOCCER - Ireland lost the match to Malta by a late goal, and the striker left the league.", ("Ireland", NameType.Place));

        Assert.Contains(Linker.Candidates(document)[0], candidate => candidate.Entry.Id == "Q163547");
    }

    [Theory]
    [InlineData("yitzak", "yitzhak", 1)]
    [InlineData("stefan", "steven", 2)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Spellings_are_as_far_apart_as_letters_must_be_changed(string one, string other, int distance) => Assert.Equal(distance, Misspelling.Distance(one, other));
}
