using System.Net;
using System.Text;
using System.Text.Json;

namespace OnRecord.Ingest;

/// <summary>
/// Reads JSON as pages and feeds carry it: with comments, trailing commas and semicolons, line breaks and quotation marks inside strings, several values
/// after one another, in a comment of HTML or a character data section.
/// </summary>
internal static class LenientJson
{
    private const int MaxDepth = 64;
    private const int MostValues = 50;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };

    /// <summary>The values of a text, usually one; those before the first that cannot be read.</summary>
    /// <exception cref="JsonException">Not even the first value can be read.</exception>
    public static IReadOnlyList<JsonElement> Read(string text)
    {
        var json = Encoding.UTF8.GetBytes(Tidy(text));
        var reader = new Utf8JsonReader(
            json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth, AllowMultipleValues = true });
        var values = new List<JsonElement>();
        try
        {
            while (values.Count < MostValues && reader.Read())
            {
                using var value = JsonDocument.ParseValue(ref reader);
                values.Add(value.RootElement.Clone());
            }
        }
        catch (JsonException) when (values.Count > 0)
        {
            // What follows the first value is a slip of whoever pasted it there.
        }

        return values.Count > 0 ? values : [JsonDocument.Parse(json, Options).RootElement];
    }

    /// <summary>One pass: control characters in strings are escaped, \' becomes ', wrappers and semicolons around the value go.</summary>
    private static string Tidy(string text)
    {
        if (!text.Contains('"', StringComparison.Ordinal))
        {
            text = WebUtility.HtmlDecode(text);
        }

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
}
