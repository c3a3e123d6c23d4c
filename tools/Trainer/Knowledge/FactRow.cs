using System.Globalization;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Entities;

namespace OnRecord.Trainer.Knowledge;

/// <summary>A row of the facts for entity linking.</summary>
internal sealed class FactRow(JsonElement json)
{
    // Until when a source without a date of its own knew of no end.
    private static readonly DateOnly LastSeen = new(2023, 3, 1);

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM", "yyyy", "d MMMM yyyy", "MMMM yyyy"];

    /// <summary>Canonical name.</summary>
    public string Name => Text("name");

    /// <summary>Other names in Latin letters; English text uses no others.</summary>
    public IEnumerable<string> Aliases => List("aliases").Where(alias => IsLatin(alias) && alias != "null");

    /// <summary>Rows of a file.</summary>
    public static IEnumerable<FactRow> Read(string folder, string name)
    {
        foreach (var line in TextFiles.ReadLines(Path.Combine(folder, name + ".jsonl.gz")))
        {
            using var document = JsonDocument.Parse(line);
            yield return new FactRow(document.RootElement.Clone());
        }
    }

    /// <summary>A text field; empty when it is absent or null.</summary>
    public string Text(string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";

    /// <summary>A number; zero when it is absent.</summary>
    public double Number(string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    /// <summary>A list of texts; empty when it is absent.</summary>
    public IEnumerable<string> List(string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(item => item.GetString()!)
            : [];

    /// <summary>Whether a boolean field is set.</summary>
    public bool Flag(string field) => json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The offices of which at least the beginning or the end is known.</summary>
    public IEnumerable<KnowledgeRole> Roles()
    {
        if (!json.TryGetProperty("roles", out var roles) || roles.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        // "world-leaders-current 2026-08-22", "CIA World Factbook 2026": the day, or the middle of the year.
        var source = Text("source");
        var asOf = Date(source.Split(' ')[^1]) is { } day ? source.EndsWith($" {day.Year}", StringComparison.Ordinal) ? day.AddMonths(4) : day : LastSeen;
        foreach (var role in roles.EnumerateArray().Select(role => new FactRow(role)))
        {
            var (start, end) = (Date(role.Text("start")), Date(role.Text("end")));
            if (start is not null || end is not null)
            {
                yield return new KnowledgeRole(role.Text("role"), start ?? DateOnly.MinValue, end ?? (start > asOf ? start.Value : asOf), end is null);
            }
        }
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static bool IsLatin(string name) => name.All(unit => unit < 0x250 || (unit is >= '\u1E00' and < '\u2100'));
}
