using System.Globalization;
using System.Text.Json;
using OnRecord.Events;

namespace OnRecord.Entities.Dump;

/// <summary>An item of a Wikidata dump, read without trusting its shape: maps may be missing or written as empty lists, ids as numbers, ranks of all kinds.</summary>
internal readonly struct DumpItem(JsonElement json)
{
    // Of all languages, since 2024 often instead of English.
    private static readonly string[] Languages = ["en", "mul"];

    /// <summary>The number of the id; zero for what is no item.</summary>
    public uint Id => Text(json, "type") == "item" ? IdNumber(Text(json, "id")) : 0;

    /// <summary>The label in English or of all languages, else the title in the English Wikipedia without its bracket; empty for none.</summary>
    public string Name => Languages.Select(LabelIn).FirstOrDefault(label => label.Length > 0) ?? WithoutBracket(Title);

    /// <summary>A few words of English that say what it is.</summary>
    public string Description => Map(json, "descriptions") is { } all && Map(all, "en") is { } own ? Text(own, "value") : "";

    /// <summary>Number of Wikipedias and other projects that have it.</summary>
    public int Sitelinks => Map(json, "sitelinks") is { } links ? links.EnumerateObject().Count() : 0;

    /// <summary>Other names in English and of all languages, and the title in the English Wikipedia.</summary>
    public IEnumerable<string> Aliases
    {
        get
        {
            var names = new List<string>();
            foreach (var language in Languages)
            {
                if (Map(json, "aliases") is { } all && all.TryGetProperty(language, out var own) && own.ValueKind == JsonValueKind.Array)
                {
                    names.AddRange(own.EnumerateArray().Select(alias => Text(alias, "value")));
                }

                names.Add(LabelIn(language));
            }

            names.Add(WithoutBracket(Title));
            return names.Where(name => name.Length > 0).Distinct();
        }
    }

    private string Title => Map(json, "sitelinks") is { } links && Map(links, "enwiki") is { } own ? Text(own, "title") : "";

    /// <summary>The items that a property names: preferred statements where there are some, never deprecated ones.</summary>
    public IEnumerable<uint> Items(string property) => Statements(property).Select(statement => ItemOf(statement, "mainsnak")).Where(id => id > 0);

    /// <summary>The text that a property gives; empty for none.</summary>
    public string Value(string property) =>
        Statements(property).Select(statement => Map(statement, "mainsnak") is { } snak && Map(snak, "datavalue") is { } value ? Text(value, "value") : "")
            .FirstOrDefault(text => text.Length > 0) ?? "";

    /// <summary>Whether there is a statement of a property.</summary>
    public bool Has(string property) => Statements(property).Any();

    /// <summary>The offices held (P39) with the days of beginning (P580) and end (P582), null where not told; old ones too.</summary>
    public IEnumerable<(uint Office, DateOnly? Start, DateOnly? End)> Offices() => AllStatements("P39").Where(statement => Text(statement, "rank") != "deprecated")
        .Select(statement => (ItemOf(statement, "mainsnak"), Day(statement, "P580"), Day(statement, "P582"))).Where(office => office.Item1 > 0);

    private string LabelIn(string language) => Map(json, "labels") is { } all && Map(all, language) is { } own ? Text(own, "value") : "";

    private IEnumerable<JsonElement> Statements(string property)
    {
        var all = AllStatements(property).Where(statement => Text(statement, "rank") != "deprecated").ToList();
        return all.Exists(statement => Text(statement, "rank") == "preferred") ? all.Where(statement => Text(statement, "rank") == "preferred") : all;
    }

    private JsonElement.ArrayEnumerator AllStatements(string property) =>
        Map(json, "claims") is { } claims && claims.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static uint ItemOf(JsonElement statement, string field) =>
        Map(statement, field) is { } snak && Map(snak, "datavalue") is { } value && Map(value, "value") is { } entity
            ? Text(entity, "id") is { Length: > 0 } id ? IdNumber(id)
            : entity.TryGetProperty("numeric-id", out var number) && number.TryGetUInt32(out var known) ? known : 0
            : 0;

    /// <summary>"+2013-05-00T00:00:00Z": the first day of what is told; null for times before our era and those that are no dates.</summary>
    private static DateOnly? Day(JsonElement statement, string property)
    {
        if (Map(statement, "qualifiers") is not { } qualifiers || !qualifiers.TryGetProperty(property, out var list) || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() == 0 || Map(list[0], "datavalue") is not { } value || Map(value, "value") is not { } time
            || Text(time, "time") is not { Length: > 10 } text || text[0] != '+')
        {
            return null;
        }

        var day = text[1..11].Replace("-00", "-01", StringComparison.Ordinal);
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    private static uint IdNumber(string id) => id.Length > 1 && id[0] == 'Q' && uint.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string WithoutBracket(string title) => title.IndexOf(" (", StringComparison.Ordinal) is > 0 and var bracket ? title[..bracket] : title;

    private static JsonElement? Map(JsonElement element, string field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string Text(JsonElement element, string field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
