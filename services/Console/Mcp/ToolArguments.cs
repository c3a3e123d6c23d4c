using System.Text.Json;
using OnRecord.Defaults;

namespace OnRecord.Web.Mcp;

/// <summary>What is wrong with the arguments that a model hands to a tool, by the schema that the tool was announced with: the protocol's library says only that something is.</summary>
internal static class ToolArguments
{
    /// <summary>A sentence a fault; none when the tool can be called.</summary>
    /// <param name="schema">JSON Schema of an object: <c>properties</c> with their <c>type</c>, and what is <c>required</c>.</param>
    /// <param name="given">The arguments by their names.</param>
    public static IEnumerable<string> Faults(JsonElement schema, IDictionary<string, JsonElement> given)
    {
        var properties = schema.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => Types(property.Value));
        foreach (var (name, value) in given)
        {
            if (!properties.TryGetValue(name, out var types))
            {
                yield return $"{name}: is not known. " + (NearestName.Of(name, properties.Keys) is { } nearest ? $"Did you mean {nearest}?" : $"There are: {string.Join(", ", properties.Keys)}.");
            }
            else if (!types.Exists(type => Fits(type, value)))
            {
                yield return $"{name}: must be of type {string.Join(" or ", types)}.";
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !given.ContainsKey(name)))
            {
                yield return $"{name}: is required.";
            }
        }
    }

    // "type" is one name, or several of which one must fit.
    private static List<string> Types(JsonElement property) => property.GetProperty("type") is { ValueKind: JsonValueKind.Array } several
        ? [.. several.EnumerateArray().Select(type => type.GetString()!)]
        : [property.GetProperty("type").GetString()!];

    private static bool Fits(string type, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => type == "string" || (type == "integer" && int.TryParse(value.GetString(), out _)),
        JsonValueKind.Number => type == "integer" && value.TryGetInt32(out _),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Null => type == "null",
        _ => false,
    };
}
