using System.Text;
using System.Text.Json;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;

namespace OnRecord.Defaults;

/// <summary>
/// Finds the names in a JSON call that no field of the method's request has, and the values that their fields cannot hold. JSON transcoding passes over
/// the first in silence, so a misspelt filter would answer with everything, and refuses the others without their names. Names may be written as in the
/// proto file or in camel case.
/// </summary>
internal static class JsonNames
{
    private const string WholeBody = "*";

    // What a fault of the body itself is noted under.
    private const string Body = "body";

    /// <summary>Further faults would only make the answer long.</summary>
    private const int MostFaults = 20;

    private const int LongestShownName = 80;

    /// <summary>Notes each query parameter that the method does not read, or not so.</summary>
    /// <param name="method">Method and HTTP rule of the endpoint.</param>
    /// <param name="request">The call, after routing.</param>
    /// <param name="faults">Gets the names, as written.</param>
    public static void CheckQuery(GrpcJsonTranscodingMetadata method, HttpRequest request, RequestFaults faults)
    {
        var message = method.MethodDescriptor.InputType;
        var body = method.HttpRule.Body;
        var path = Template(method.HttpRule);
        foreach (var (name, values) in request.Query.Take(MostFaults))
        {
            var steps = name.Split('.');
            if (steps.Length == 1 && Find(message, name) is { } top && path.Contains($"{{{top.Name}}}", StringComparison.Ordinal))
            {
                faults.Require(false, top.Name, "Stands in the path of this method already.");
                continue;
            }

            var holder = message;
            for (var at = 0; at < steps.Length; at++)
            {
                var field = Find(holder, steps[at]);
                var inside = field is null ? null : Inside(field);
                var rule = field is null ? Unknown(holder, steps[at], skip: body)
                    : at == 0 && (body == WholeBody || field.Name == body) ? "Is read from the body of this method, not from the query."
                    : inside is null && at < steps.Length - 1 ? "Is no message: nothing can be set in it."
                    : at == steps.Length - 1 ? JsonValues.Broken(field, values)
                    : null;
                if (rule is not null)
                {
                    faults.Require(false, Shorten(string.Join('.', steps[..(at + 1)])), rule);
                    break;
                }

                holder = inside!;
            }
        }
    }

    /// <summary>Notes each name in a JSON body that no field has, and each value that its field cannot hold; nested ones with their path.</summary>
    /// <param name="method">Method and HTTP rule of the endpoint.</param>
    /// <param name="json">The body, UTF-8.</param>
    /// <param name="faults">Gets the paths: known steps as in the proto file, the unknown one as written.</param>
    /// <returns>Where the values of bytes fields stand in the JSON, between their quotation marks; in order.</returns>
    public static List<Range> CheckBody(GrpcJsonTranscodingMetadata method, ReadOnlySpan<byte> json, RequestFaults faults)
    {
        var bytes = new List<Range>();
        var message = method.MethodDescriptor.InputType;
        var rule = method.HttpRule.Body;
        if (rule.Length == 0)
        {
            return bytes;
        }

        var field = rule == WholeBody ? null : message.FindFieldByName(rule);
        var root = rule == WholeBody ? message : field is null ? null : Inside(field);
        try
        {
            Walk(json, root, field?.Name ?? "", faults, bytes);
        }
        catch (JsonException fault)
        {
            faults.Require(false, Body, json.IsEmpty ? "Is empty; must be a JSON object." : $"Is no JSON from line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} on.");
        }
        catch (InvalidOperationException)
        {
            faults.Require(false, Body, "Holds a name that is no Unicode.");
        }

        return bytes;
    }

    private static void Walk(ReadOnlySpan<byte> json, MessageDescriptor? root, string path, RequestFaults faults, List<Range> bytes)
    {
        var mark = json.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(json[mark..]);
        var open = new Stack<Level>();
        // What the next value is: its message where that is known, and its path.
        var next = new Level(root, path);
        var elements = new Stack<int>();
        var found = 0;
        while (reader.Read() && found < MostFaults)
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray)
                && JsonValues.Broken(next.Field, next.IsElement, ref reader) is { } broken)
            {
                faults.Require(false, next.Path.Length > 0 ? next.Path : Body, broken);
                found++;
                reader.Skip();
                next = AfterValue(open, elements, next);
                continue;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(next);
                    elements.Push(-1);
                    break;
                case JsonTokenType.StartArray:
                    open.Push(next);
                    elements.Push(0);
                    next = next with { Path = $"{next.Path}[0]", IsElement = true };
                    break;
                case JsonTokenType.PropertyName:
                    var holder = open.Peek();
                    var name = reader.GetString()!;
                    if (holder.Field is { IsMap: true } map)
                    {
                        next = new Level(holder.Message, $"{holder.Path}.{Shorten(name)}", MapValue(map), IsElement: true);
                    }
                    else if (holder.Message is { } known && Find(known, name) is { } field)
                    {
                        next = new Level(Inside(field.IsMap ? MapValue(field) : field), Join(holder.Path, field.Name), field);
                    }
                    else
                    {
                        found += holder.Message is null || faults.Require(false, Shorten(Join(holder.Path, name)), Unknown(holder.Message, name, skip: "")) ? 0 : 1;
                        reader.Skip();
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    elements.Pop();
                    next = AfterValue(open, elements, next);
                    break;
                default:
                    if (next.Field?.FieldType == FieldType.Bytes && reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false })
                    {
                        var first = mark + (int)reader.TokenStartIndex + 1;
                        bytes.Add(first..(first + reader.ValueSpan.Length));
                    }

                    next = AfterValue(open, elements, next);
                    break;
            }
        }
    }

    /// <summary>In an array the value after this one is of the same kind, one further on.</summary>
    private static Level AfterValue(Stack<Level> open, Stack<int> elements, Level next)
    {
        if (elements.Count == 0 || elements.Peek() < 0)
        {
            return next;
        }

        var index = elements.Pop() + 1;
        elements.Push(index);
        return open.Peek() with { Path = $"{open.Peek().Path}[{index}]", IsElement = true };
    }

    private static string Template(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => rule.Get,
        HttpRule.PatternOneofCase.Post => rule.Post,
        HttpRule.PatternOneofCase.Put => rule.Put,
        HttpRule.PatternOneofCase.Patch => rule.Patch,
        HttpRule.PatternOneofCase.Delete => rule.Delete,
        HttpRule.PatternOneofCase.Custom => rule.Custom.Path,
        _ => "",
    };

    private static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        message.FindFieldByName(name) ?? message.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == name);

    /// <summary>The message in a field whose names can be checked; null for scalars and for the types that have a JSON form of their own.</summary>
    private static MessageDescriptor? Inside(FieldDescriptor field) =>
        field.FieldType is FieldType.Message && field.MessageType.File.Package is not "google.protobuf" ? field.MessageType : null;

    private static FieldDescriptor MapValue(FieldDescriptor field) => field.MessageType.FindFieldByNumber(2);

    private static string Unknown(MessageDescriptor message, string name, string skip)
    {
        var fields = message.Fields.InDeclarationOrder().Where(field => field.Name != skip).ToList();
        if (skip == WholeBody || fields.Count == 0)
        {
            return "Is not known: this method takes nothing here.";
        }

        var nearest = fields.Where(field => IsNear(name, field.Name)).MinBy(field => Distance(name, field.Name));
        return nearest is null
            ? $"Is not known. There are: {string.Join(", ", fields.Select(field => field.Name))}."
            : $"Is not known. Did you mean \"{(name.Any(char.IsUpper) ? nearest.JsonName : nearest.Name)}\"?";
    }

    /// <summary>Whether one may have been written for the other: half of it is right, or one holds the other.</summary>
    private static bool IsNear(string name, string known) =>
        Distance(name, known) <= Math.Max(2, Math.Min(name.Length, known.Length) / 2)
        || (name.Length > 2 && (Plain(known).Contains(Plain(name), StringComparison.Ordinal) || Plain(name).Contains(Plain(known), StringComparison.Ordinal)));

    private static int Distance(string name, string known) => EditDistance.Between(Plain(name), Plain(known), LongestShownName);

    /// <summary>A name without what the two spellings differ in.</summary>
    private static string Plain(string name) => Shorten(name).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Shorten(string name) => name.Length <= LongestShownName ? name : name[..LongestShownName] + "…";

    /// <summary>An open object or array, or what the next value is; no field is the body itself.</summary>
    private readonly record struct Level(MessageDescriptor? Message, string Path, FieldDescriptor? Field = null, bool IsElement = false);
}
