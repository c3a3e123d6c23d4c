using System.Text.Json;
using OnRecord.Data;

namespace OnRecord.Trainer.Knowledge;

/// <summary>A row of the facts for entity linking.</summary>
internal sealed class FactRow(JsonElement json)
{
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

    /// <summary>A list of texts; empty when it is absent.</summary>
    public IEnumerable<string> List(string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(item => item.GetString()!)
            : [];

    /// <summary>Whether a boolean field is set.</summary>
    public bool Flag(string field) => json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool IsLatin(string name) => name.All(unit => unit < 0x250 || (unit is >= '\u1E00' and < '\u2100'));
}
