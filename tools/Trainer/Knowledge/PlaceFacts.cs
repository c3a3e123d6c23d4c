using System.Globalization;
using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>Countries with their demonyms and capitals, and cities.</summary>
internal static class PlaceFacts
{
    private const byte MemberState = 76;
    private const byte Territory = 50;
    private const byte Capital = 56;
    private const byte SmallCity = 10;

    /// <summary>Adds countries, then cities.</summary>
    public static void Add(KnowledgeBuilder builder, string facts)
    {
        var capitals = AddCountries(builder, facts);
        AddLargeCities(builder, facts, capitals);
        AddCities(builder, facts, capitals);
    }

    private static HashSet<(string Country, string Key)> AddCountries(KnowledgeBuilder builder, string facts)
    {
        var capitals = new HashSet<(string, string)>();
        foreach (var row in FactRow.Read(facts, "countries"))
        {
            var code = row.Text("country");
            // Only the singular: "Americans" names a people, not the country.
            var demonyms = row.List("demonyms").Where(demonym => demonym.Length > 2)
                .Select(demonym => new KnowledgeAlias(demonym, AliasStrength.Demonym));
            builder.Add(new KnowledgeEntry(
                row.Text("wikidata"), EntityType.Place, "country", row.Name,
                [.. row.Aliases.Where(alias => alias.Length > 3).Select(alias => new KnowledgeAlias(alias, AliasStrength.Full)), .. demonyms],
                code, row.Flag("un_member") ? MemberState : Territory, $"country in {row.Text("subregion")}"));
            foreach (var capital in row.List("capital"))
            {
                capitals.Add((code, NameKey.Of(capital)));
                builder.Add(new KnowledgeEntry("", EntityType.Place, "capital", capital, [], code, Capital, $"capital of {row.Name}"));
            }
        }

        return capitals;
    }

    private static void AddLargeCities(KnowledgeBuilder builder, string facts, HashSet<(string, string)> capitals)
    {
        foreach (var row in FactRow.Read(facts, "cities-wikipedia"))
        {
            var code = row.Text("country");
            builder.Add(new KnowledgeEntry(
                "", EntityType.Place, capitals.Contains((code, NameKey.Of(row.Name))) ? "capital" : "city", row.Name,
                [.. row.Aliases.Select(alias => new KnowledgeAlias(alias, AliasStrength.Full))],
                code, Popularity(row.Text("population")), $"city in {row.Text("region")}, {row.Text("country_name")}"));
        }
    }

    private static void AddCities(KnowledgeBuilder builder, string facts, HashSet<(string, string)> capitals)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var line in TextFiles.ReadLines(Path.Combine(facts, "world-cities.tsv.gz")).Skip(1))
        {
            if (line.Split('\t') is not [var name, var country, var code, var subdivision, var geonames])
            {
                continue;
            }

            // Of several cities of one name in a country the list names no largest one: none of them is known by the name alone.
            var isFirst = seen.Add((code, NameKey.Of(name)));
            var key = capitals.Contains((code, NameKey.Of(name))) ? "capital" : "city";
            if (isFirst)
            {
                builder.Add(
                    new KnowledgeEntry("", EntityType.Place, key, name, [], code, SmallCity, $"city in {subdivision}, {country}"),
                    $"local-geonames-{geonames}");
            }
        }
    }

    /// <summary>One million people give 40, ten million 60.</summary>
    private static byte Popularity(string population) =>
        double.TryParse(population, NumberStyles.Float, CultureInfo.InvariantCulture, out var people) && people > 1
            ? (byte)Math.Clamp(40 + (20 * (Math.Log10(people) - 6)), SmallCity, 62)
            : SmallCity;
}
