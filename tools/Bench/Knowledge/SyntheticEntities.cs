using System.Globalization;
using System.Text;
using OnRecord.Entities;
using OnRecord.Entities.Index;
using OnRecord.Events;

namespace OnRecord.Bench.Knowledge;

/// <summary>
/// Entities as lines of a Wikidata dump, always the same ones. Their names join words of real names, drawn as often as real names have them, so that some family names have
/// thousands of bearers; labels in several languages, sitelinks, classes, countries and, for some, offices.
/// </summary>
internal sealed class SyntheticEntities
{
    private const int FirstId = 1_000_000;
    private const int Codes = 26 * 8;
    private const int FirstCountry = 900_000;
    private const int FirstOffice = 910_000;
    private const int MostLinks = 60;

    private static readonly string[] Languages = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "ru"];

    private readonly string[] _given;
    private readonly string[] _family;
    private readonly string[] _towns;
    private readonly string[] _bodies;

    /// <param name="names">An index whose names lend their words.</param>
    public SyntheticEntities(KnowledgeIndex names)
    {
        var people = new List<string[]>();
        var (towns, bodies) = (new List<string>(), new List<string>());
        for (var number = 0; number < names.Count; number++)
        {
            var words = names[number].Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (names[number].Type)
            {
                case EntityType.Person when words.Length >= 2:
                    people.Add(words);
                    break;
                case EntityType.Place:
                    towns.Add(words[0]);
                    break;
                case EntityType.Organization when words.Length >= 2:
                    bodies.Add(words[^1]);
                    break;
            }
        }

        (_given, _family) = ([.. people.Select(words => words[0])], [.. people.Select(words => words[^1])]);
        (_towns, _bodies) = ([.. towns], [.. bodies]);
    }

    /// <summary>The countries and the offices in them, which come first.</summary>
    public static IEnumerable<string> Countries => Enumerable.Range(0, Codes).SelectMany<int, string>(number =>
    [
        Item(FirstCountry + number, $"Country {Code(number)}", "country", MostLinks, $$$"""
            "P31":[{{{Claim(3624078)}}}],"P297":[{"mainsnak":{"snaktype":"value","datavalue":{"value":"{{{Code(number)}}}","type":"string"}},"rank":"normal"}]
            """),
        Item(FirstOffice + number, $"President of Country {Code(number)}", "head of state", MostLinks, $"\"P31\":[{Claim(294414)}],\"P1001\":[{Claim(FirstCountry + number)}]"),
    ]);

    /// <summary>The line of an entity, without a comma.</summary>
    public string Line(int number)
    {
        var random = new Random(number);
        var country = random.Next(Codes);

        // Few are in many Wikipedias.
        var links = 5 + (int)((MostLinks - 5) * Math.Pow(random.NextDouble(), 6));
        return (number % 10) switch
        {
            < 7 => Item(FirstId + number, $"{Pick(_given, random)} {Pick(_family, random)}", "politician and writer", links,
                $"\"P31\":[{Claim(5)}],\"P27\":[{Claim(FirstCountry + country)}]" + (random.Next(50) == 0 ? Office(FirstOffice + country, random.Next(1950, 2026)) : "")),
            < 9 => Item(FirstId + number, $"{Pick(_towns, random)} {Pick(_family, random)}", "town", links, $"\"P31\":[{Claim(515)}],\"P17\":[{Claim(FirstCountry + country)}]"),
            _ => Item(FirstId + number, $"{Pick(_family, random)} {Pick(_bodies, random)}", "company", links, $"\"P31\":[{Claim(4830453)}],\"P17\":[{Claim(FirstCountry + country)}]"),
        };
    }

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];

    private static string Code(int number) => $"{(char)('A' + (number / 26))}{(char)('A' + (number % 26))}";

    private static string Item(int id, string name, string description, int links, string claims)
    {
        var text = System.Text.Json.JsonEncodedText.Encode(name).ToString();
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{{\"type\":\"item\",\"id\":\"Q{id}\",\"labels\":{{");
        line.AppendJoin(',', Languages.Select(language => $"\"{language}\":{{\"language\":\"{language}\",\"value\":\"{text}\"}}"));
        line.Append(CultureInfo.InvariantCulture, $"}},\"descriptions\":{{\"en\":{{\"language\":\"en\",\"value\":\"{description}\"}}}},\"aliases\":[],\"claims\":{{{claims}}},\"sitelinks\":{{");
        line.AppendJoin(',', Enumerable.Range(0, links).Select(number => number == 0
            ? $"\"enwiki\":{{\"site\":\"enwiki\",\"title\":\"{text}\",\"badges\":[]}}"
            : $"\"w{number}wiki\":{{\"site\":\"w{number}wiki\",\"title\":\"{text}\",\"badges\":[]}}"));
        return line.Append("}}").ToString();
    }

    private static string Claim(int item) =>
        $$$"""{"mainsnak":{"snaktype":"value","datavalue":{"value":{"entity-type":"item","numeric-id":{{{item}}},"id":"Q{{{item}}}"},"type":"wikibase-entityid"}},"type":"statement","rank":"normal"}""";

    private static string Office(int office, int year) =>
        $$$""","P39":[{"mainsnak":{"snaktype":"value","datavalue":{"value":{"id":"Q{{{office}}}"},"type":"wikibase-entityid"}},"qualifiers":{"P580":[{"snaktype":"value","datavalue":{"value":{"time":"+{{{year}}}-01-01T00:00:00Z","precision":11},"type":"time"}}]},"type":"statement","rank":"normal"}]""";
}
