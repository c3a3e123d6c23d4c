using System.Globalization;
using OnRecord.Language;

namespace OnRecord.Stances.Tests.Attribute;

/// <summary>Names of many cultures with a nickname, in every kind of marks, in every place of a sentence.</summary>
public sealed class NicknameFormsTests
{
    private static readonly (string First, string Nickname, string Last)[] People =
    [
        ("Dwight", "Lucky", "Moss"), ("Joaquín", "El Chapo", "Guzmán"), ("Salvatore", "Toto", "Riina"), ("Giovanni", "the Pig", "Brusca"), ("Vyacheslav", "Yaponchik", "Ivankov"),
        ("Nguyen", "Tommy", "Thanh"), ("Kwame", "Showboy", "Mensah"), ("Ibrahim", "Baba", "Musa"), ("Zhang", "Tiger", "Wei"), ("Takeshi", "Beat", "Kitano"), ("Mohammed", "Jihadi John", "Emwazi"),
        ("Earvin", "Magic", "Johnson"), ("Björn", "Nalle", "Wahlroos"), ("Wojciech", "Tygrys", "Szczęsny"), ("Ana", "La Chata", "Muñoz"), ("Rajesh", "Raju", "Sharma"), ("Seán", "Spike", "O'Neill"),
        ("Fatima", "Timmy", "al-Rashid"), ("Lyudmila", "Luda", "Petrenko"), ("Mehmet", "Reis", "Yılmaz"), ("Tadej", "Pogi", "Pogačar"), ("Thabo", "Lion", "Mokoena"), ("Tenzin", "Yak", "Norbu"),
        ("Xiomara", "La Reina", "Quispe"), ("Chidi", "Boss", "Okonkwo"), ("Marie", "Mimi", "van Dijk"), ("Hassan", "Abu Ali", "bin Khalid"), ("Pelle", "P-Man", "Svensson"), ("Jean-Pierre", "JP", "Dubois"),
    ];

    private static readonly string[] Speakers =
    [
        "The race is lost, said {0}.",
        "“The race is lost,” {0} said on Monday.",
        "{0} said the race was lost.",
        "“The race is lost,” said {0}, a driver.",
        "According to {0}, the race is lost.",
        "{0}, 54, said the race was lost.",
    ];

    private static readonly string[] Mentions =
    [
        "Police named Ann Lee, {0} and Tom Ashe on Monday.",
        "{0} was arrested on Friday.",
        "The trophy went to {0}.",
    ];

    [Theory]
    [InlineData("“", "”")]
    [InlineData("\"", "\"")]
    [InlineData("'", "'")]
    [InlineData("‘", "’")]
    [InlineData("«", "»")]
    [InlineData("(", ")")]
    public void Whoever_has_a_nickname_is_one_person_wherever_they_stand(string open, string close)
    {
        var people = People.Where(person => open != "(" || !person.Nickname.Contains(' ', StringComparison.Ordinal)).ToList();
        Assert.Empty(people.SelectMany(person => Speakers.Concat(Mentions).Select(sentence => FaultOf(sentence, person, open, close))).OfType<string>());
    }

    private static string? FaultOf(string sentence, (string First, string Nickname, string Last) person, string open, string close)
    {
        var (written, name) = ($"{person.First} {open}{person.Nickname}{close} {person.Last}", $"{person.First} {person.Last}");
        var document = LanguageEngine.Default.Analyze(string.Format(CultureInfo.InvariantCulture, sentence, written));
        var mention = document.Mentions.FirstOrDefault(mention => mention is { Type: NameType.Person, Form: MentionForm.Name } && mention.Range.Of(document.Text) == written);
        if (mention is null || document.Chains[mention.Chain].Name != name)
        {
            return $"{document.Text} has {string.Join(", ", document.Mentions.Select(found => found.Range.Of(document.Text)))}";
        }

        var holders = StanceAnalyzer.Default.Analyze(document).Attributions.Select(attribution => attribution.Holder.Name).ToList();
        return Speakers.Contains(sentence) && !holders.SequenceEqual([name]) ? $"{document.Text} is said by {string.Join(", ", holders)}" : null;
    }
}
