using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OnRecord.Entities;

/// <summary>
/// Turns the result of a SPARQL query (application/sparql-results+json) on who holds which office into overrides that add to what is known. Variables: person,
/// personLabel, officeLabel; country (ISO 3166-1 alpha-2), start and end where there are.
/// </summary>
public static partial class SparqlResult
{
    /// <summary>The query that the documentation gives: heads of state and of government, ministers, party and company heads in office.</summary>
    public const string Query = """
        SELECT ?person ?personLabel ?officeLabel ?country ?start ?end WHERE {
          VALUES ?kind { wd:Q48352 wd:Q2285706 wd:Q83307 wd:Q1553195 wd:Q484876 }
          ?office wdt:P279*|wdt:P31 ?kind .
          ?person p:P39 ?held . ?held ps:P39 ?office ; pq:P580 ?start .
          OPTIONAL { ?held pq:P582 ?end } FILTER(!BOUND(?end) || ?end > NOW() - "P2Y"^^xsd:duration)
          OPTIONAL { ?office wdt:P1001/wdt:P297 ?country }
          SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul". }
        }
        """;

    private static readonly JsonWriterOptions Output = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes overrides, a person a line, in the order of the result.</summary>
    /// <returns>How many persons.</returns>
    /// <exception cref="InvalidDataException">It is no such result; the message says what is missing.</exception>
    public static int ToOverrides(Stream result, TextWriter target)
    {
        using var json = Parse(result);
        if (!json.RootElement.TryGetProperty("results", out var results) || !results.TryGetProperty("bindings", out var rows) || rows.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException("This is no SPARQL result in JSON: results.bindings is missing.");
        }

        var people = rows.EnumerateArray().Select(Row).Where(row => row.Name.Length > 0 && row.Office.Length > 0).GroupBy(row => row.Id).ToList();
        foreach (var person in people)
        {
            target.Write(Line(person.Key, [.. person]));
            target.Write('\n');
        }

        return people.Count;
    }

    private static JsonDocument Parse(Stream result)
    {
        try
        {
            return JsonDocument.Parse(result);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"This is no SPARQL result in JSON: {fault.Message}", fault);
        }
    }

    private static (string Id, string Name, string Office, string Country, string Start, string End) Row(JsonElement row)
    {
        var id = ItemId().Match(Value(row, "person"));
        return id.Success
            ? (id.Value, Value(row, "personLabel"), Value(row, "officeLabel"), Value(row, "country"), Day(Value(row, "start")), Day(Value(row, "end")))
            : throw new InvalidDataException("A row has no person that is an item of Wikidata.");
    }

    private static string Line(string id, List<(string Id, string Name, string Office, string Country, string Start, string End)> rows)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Output))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("name", rows[0].Name);
            writer.WriteString("type", "PERSON");
            writer.WriteString("kind", EntityKind.Leader.Word());
            writer.WriteString("country", rows.Select(row => row.Country).FirstOrDefault(code => code.Length > 0) ?? "");
            writer.WriteString("description", rows[0].Office);
            writer.WriteBoolean("adds", true);
            writer.WriteStartArray("roles");
            foreach (var row in rows.Where(row => row.Start.Length + row.End.Length > 0).Distinct())
            {
                writer.WriteStartObject();
                writer.WriteString("title", row.Office);
                writer.WriteString("start", row.Start.Length > 0 ? row.Start : null);
                writer.WriteString("end", row.End.Length > 0 ? row.End : null);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Value(JsonElement row, string variable) =>
        row.TryGetProperty(variable, out var cell) && cell.TryGetProperty("value", out var value) ? value.GetString() ?? "" : "";

    private static string Day(string time) =>
        time.Length >= 10 && DateOnly.TryParseExact(time[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? time[..10] : "";

    [GeneratedRegex("Q[1-9][0-9]*$")]
    private static partial Regex ItemId();
}
