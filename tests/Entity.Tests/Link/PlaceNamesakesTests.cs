using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>Bodies that are only called like a place; language engine and linker as they ship, with the shipped knowledge base.</summary>
public sealed class PlaceNamesakesTests
{
    private static readonly KnowledgeBase Knowledge = ShippedKnowledge.Load();

    private static readonly EntityRecognizer Recognizer = new(LanguageEngine.Default, Knowledge, new EntityLinker(Knowledge));

    [Theory]
    [InlineData("Thieves broke into four clinics of the Saint-Vincent group in Lille on Monday.", "Saint-Vincent")]
    [InlineData("BORDEAUX - The Saint-Vincent hospital group denied on Monday that its computers had been stolen.", "Saint-Vincent")]
    [InlineData("Nurses at the Saint-Vincent hospitals went on strike on Monday, said Claire Moreau, who heads the Saint-Vincent hospitals.", "Saint-Vincent")]
    [InlineData("The Saint-Lucia clinic in Ghent closed two wards on Monday.", "Saint-Lucia")]
    [InlineData("Patients of the Dominica hospitals in Madrid were sent home on Monday.", "Dominica")]
    public void A_body_that_is_only_called_like_a_country_is_not_the_country(string text, string name) => Assert.DoesNotContain("Q", IdOf(text, name), StringComparison.Ordinal);

    [Theory]
    [InlineData("The prime minister of Saint Lucia asked for help on Monday after the storm had reached Saint Lucia.", "Saint Lucia", "Q760")]
    [InlineData("The Dominica hospitals were damaged when the hurricane reached Dominica, and thousands in Dominica lost their homes.", "Dominica", "Q784")]
    [InlineData("Doctors at two Boston hospitals went on strike on Monday, and the mayor of Boston asked for talks.", "Boston", "Q100")]
    [InlineData("The government of Jordan said on Monday that the Jordan hotel group would be sold.", "Jordan", "Q810")]
    public void A_place_stays_one_beside_its_bodies(string text, string name, string id) => Assert.Equal(id, IdOf(text, name));

    /// <summary>The id of the first mention of a name.</summary>
    private static string IdOf(string text, string name)
    {
        var found = Recognizer.Recognize(text, 0, CancellationToken.None).Found;
        return found.Entities[found.Mentions.First(mention => mention.Surface.EndsWith(name, StringComparison.Ordinal)).Entity].Identity.Id;
    }
}
