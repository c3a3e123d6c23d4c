using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>
/// Reads JSON as pages and feeds carry it: with comments, trailing commas and semicolons, line breaks and quotation marks inside strings, several values
/// after one another, in a comment of HTML or a character data section. What cannot be read so is repaired (<see cref="JsonRepair"/>).
/// </summary>
internal static partial class LenientJson
{
    private const int MaxDepth = 64;
    private const int MostValues = 50;
    private const int LongestMember = 200;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };

    /// <summary>The values of a text, usually one; those before the first that cannot be read.</summary>
    /// <exception cref="JsonException">Not even the first value can be read, or repaired.</exception>
    public static IReadOnlyList<JsonElement> Read(string text) => Read(text, out _);

    /// <summary>The values of a text, and in which state they were.</summary>
    /// <exception cref="JsonException">Not even the first value can be read, or repaired.</exception>
    public static IReadOnlyList<JsonElement> Read(string text, out JsonState state)
    {
        if (!text.Contains('"', StringComparison.Ordinal))
        {
            text = WebUtility.HtmlDecode(text);
        }

        if (ReadSound(Encoding.UTF8.GetBytes(Tidy(text))) is { Count: > 0 } values)
        {
            state = JsonState.Sound;
            return values;
        }

        var repaired = JsonRepair.Repair(Wrapper().Replace(text, ""), MaxDepth, out var isCut);
        state = isCut ? JsonState.Cut : JsonState.Repaired;
        return [JsonDocument.Parse(repaired, Options).RootElement];
    }

    /// <summary>The values; none where the first one is broken, or ends too early.</summary>
    private static List<JsonElement> ReadSound(byte[] json)
    {
        var reader = new Utf8JsonReader(
            json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth, AllowMultipleValues = true });
        var values = new List<JsonElement>();
        var end = 0;
        try
        {
            while (values.Count < MostValues && reader.Read())
            {
                using var value = JsonDocument.ParseValue(ref reader);
                values.Add(value.RootElement.Clone());
                end = (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            // What follows the first value is a slip of whoever pasted it there; unless it is the rest of that value, or the value is the name of a member.
            if (values.TrueForAll(value => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)))
            {
                values.Clear();
            }
            else if (values.Count == 1 && JsonRepair.GoesOn(Encoding.UTF8.GetString(json.AsSpan(end, Math.Min(LongestMember, json.Length - end)))))
            {
                values.Clear();
            }
        }

        return values;
    }

    /// <summary>One pass: control characters in strings are escaped, \' becomes ', wrappers and semicolons around the value go.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length + 16);
        var inString = false;
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (!inString)
            {
                var wrapper = WrapperAt(text, at);
                if (wrapper > 0)
                {
                    at += wrapper - 1;
                    continue;
                }

                if (text.AsSpan(at).StartsWith("undefined", StringComparison.Ordinal))
                {
                    tidy.Append("null");
                    at += "undefined".Length - 1;
                    continue;
                }

                inString = unit == '"';
                // Between values only: inside, a semicolon is an error that is to be seen.
                tidy.Append(unit is ';' or '\uFEFF' ? ' ' : unit);
            }
            else if (unit == '\\' && at + 1 < text.Length)
            {
                at++;
                _ = text[at] switch
                {
                    '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' or 'u' => tidy.Append(unit).Append(text[at]),
                    '\n' or '\r' => tidy.Append("\\n"),
                    var other => tidy.Append(other),
                };
            }
            else if (unit < ' ')
            {
                _ = unit is '\n' ? tidy.Append("\\n") : unit is '\t' ? tidy.Append("\\t") : tidy.Append(' ');
            }
            else
            {
                inString = unit != '"' || !EndsString(text, at);
                if (unit == '"' && inString)
                {
                    tidy.Append('\\');
                }

                tidy.Append(unit);
            }
        }

        return tidy.ToString();
    }

    /// <summary>A quotation mark that no mark of JSON follows is one of the text that nobody escaped.</summary>
    private static bool EndsString(string text, int at)
    {
        at++;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at == text.Length || text[at] is ',' or ':' or '}' or ']' or '/' or ';' or '<';
    }

    private static int WrapperAt(string text, int at)
    {
        foreach (var wrapper in (ReadOnlySpan<string>)["//<![CDATA[", "// <![CDATA[", "<![CDATA[", "//]]>", "// ]]>", "]]>", "<!--", "//-->", "// -->", "-->"])
        {
            if (string.CompareOrdinal(text, at, wrapper, 0, wrapper.Length) == 0)
            {
                return wrapper.Length;
            }
        }

        return 0;
    }

    [GeneratedRegex(@"^\s*(//\s*)?(<!\[CDATA\[|<!--)|(//\s*)?(\]\]>|-->)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Wrapper();
}

/// <summary>In which state JSON was that was read.</summary>
internal enum JsonState
{
    /// <summary>As the standard has it, or nearly.</summary>
    Sound,

    /// <summary>It had to be guessed what was meant.</summary>
    Repaired,

    /// <summary>The text ended inside the value, so that its last parts may be missing.</summary>
    Cut,
}
