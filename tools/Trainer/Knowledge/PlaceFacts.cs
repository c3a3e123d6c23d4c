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

    /// <summary>Adds countries and their capitals.</summary>
    /// <param name="builder">Takes them.</param>
    /// <param name="facts">Folder of the facts.</param>
    /// <param name="capitals">The country and the key of each capital.</param>
    public static void AddCountries(KnowledgeBuilder builder, string facts, out HashSet<(string Country, string Key)> capitals)
    {
        capitals = [];
        foreach (var row in FactRow.Read(facts, "countries"))
        {
            var code = row.Text("country");
            // Only the singular: "Americans" names a people, not the country.
            var demonyms = row.List("demonyms").Where(demonym => demonym.Length > 2)
                .Select(demonym => new KnowledgeAlias(demonym, AliasStrength.Demonym));
            builder.Add(new KnowledgeEntry(
                row.Text("wikidata"), EntityType.Place, EntityKind.Country, row.Name,
                [.. row.Aliases.Where(alias => alias.Length > 3).Select(alias => new KnowledgeAlias(alias, AliasStrength.Full)), .. demonyms],
                code, row.Flag("un_member") ? MemberState : Territory, $"country in {row.Text("subregion")}")
            {
                Source = "countries",
            });
            foreach (var capital in row.List("capital"))
            {
                capitals.Add((code, NameKey.Of(capital)));
                builder.Add(new KnowledgeEntry("", EntityType.Place, EntityKind.Capital, capital, [], code, Capital, $"capital of {row.Name}") { Source = "countries" });
            }
        }
    }

    /// <summary>Adds cities, large ones first.</summary>
    public static void AddCities(KnowledgeBuilder builder, string facts, HashSet<(string Country, string Key)> capitals)
    {
        AddLargeCities(builder, facts, capitals);
        AddOtherCities(builder, facts, capitals);
    }

    private static void AddLargeCities(KnowledgeBuilder builder, string facts, HashSet<(string, string)> capitals)
    {
        foreach (var row in FactRow.Read(facts, "cities-wikipedia"))
        {
            var code = row.Text("country");
            builder.Add(new KnowledgeEntry(
                "", EntityType.Place, capitals.Contains((code, NameKey.Of(row.Name))) ? EntityKind.Capital : EntityKind.City, row.Name,
                [.. row.Aliases.Select(alias => new KnowledgeAlias(alias, AliasStrength.Full))],
                code, Popularity(row.Text("population")), $"city in {row.Text("region")}, {row.Text("country_name")}")
            {
                Source = "cities-wikipedia",
            });
        }
    }

    private static void AddOtherCities(KnowledgeBuilder builder, string facts, HashSet<(string, string)> capitals)
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
            var key = capitals.Contains((code, NameKey.Of(name))) ? EntityKind.Capital : EntityKind.City;
            if (isFirst)
            {
                builder.Add(
                    new KnowledgeEntry("", EntityType.Place, key, name, [], code, SmallCity, $"city in {subdivision}, {country}") { Source = "world-cities" },
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
