using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace OnRecord.Defaults;

/// <summary>
/// What the value of a field must be (JSON mapping of protobuf), where it is something else. JSON transcoding would refuse it, too, without the name of
/// the field.
/// </summary>
internal static class JsonValues
{
    private const string Object = "Must be a JSON object.";
    private const string Text = "Must be a string.";
    private const string Truth = "Must be true or false.";
    private const string Fraction = "Must be a number.";
    private const string Base64 = "Must be base64.";
    private const string Time = "Must be a time of RFC 3339, for instance \"2026-03-01T12:00:00Z\".";
    private const string Span = "Must be a number of seconds with an s, for instance \"300s\".";

    private static readonly SearchValues<byte> Base64Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_ "u8);

    /// <summary>The rule that a value in a body breaks; null for none.</summary>
    /// <param name="field">The field; null for the body itself.</param>
    /// <param name="isElement">Whether the value is one of those of a repeated field or a map.</param>
    /// <param name="reader">Stands on the value's first token.</param>
    public static string? Broken(FieldDescriptor? field, bool isElement, ref Utf8JsonReader reader)
    {
        var token = reader.TokenType;
        if (field is null)
        {
            return token == JsonTokenType.StartObject ? null : Object;
        }

        if (token == JsonTokenType.Null)
        {
            return isElement ? "Must not be null." : null;
        }

        if (field.IsRepeated && !isElement)
        {
            return field.IsMap ? Unless(token == JsonTokenType.StartObject, Object) : Unless(token == JsonTokenType.StartArray, "Must be an array.");
        }

        return field.FieldType switch
        {
            FieldType.String => Unless(token == JsonTokenType.String && IsUnicode(ref reader), Text),
            FieldType.Bytes => Unless(token == JsonTokenType.String && IsBase64(reader.ValueSpan, reader.ValueIsEscaped), Base64),
            FieldType.Bool => Unless(token is JsonTokenType.True or JsonTokenType.False, Truth),
            FieldType.Enum => Unless(token == JsonTokenType.String ? HasValue(field.EnumType, Unescaped(ref reader)) : token == JsonTokenType.Number && reader.TryGetInt32(out _), OneOf(field.EnumType)),
            FieldType.Float or FieldType.Double => Unless(token == JsonTokenType.Number || (token == JsonTokenType.String && Unescaped(ref reader) is "NaN" or "Infinity" or "-Infinity"), Fraction),
            FieldType.Message or FieldType.Group => BrokenMessage(field.MessageType, token, ref reader),
            _ => Unless(IsWhole(field.FieldType, token, ref reader), token == JsonTokenType.String ? Whole(field.FieldType)[..^1] + ", without quotation marks." : Whole(field.FieldType)),
        };
    }

    /// <summary>The rule that the values of a query parameter break; null for none.</summary>
    /// <param name="field">The field that the parameter names.</param>
    /// <param name="values">All of them.</param>
    public static string? Broken(FieldDescriptor field, IReadOnlyCollection<string?> values) =>
        values.Count > 1 && !field.IsRepeated ? "Must stand once." : values.Select(value => Broken(field, value ?? "")).FirstOrDefault(rule => rule is not null);

    private static string? Broken(FieldDescriptor field, string value) => field.FieldType switch
    {
        FieldType.String => null,
        FieldType.Bytes => Unless(IsBase64(System.Text.Encoding.UTF8.GetBytes(value), isEscaped: false), Base64),
        FieldType.Bool => Unless(bool.TryParse(value, out _), Truth),
        FieldType.Enum => Unless(HasValue(field.EnumType, value) || int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _), OneOf(field.EnumType)),
        FieldType.Float or FieldType.Double => Unless(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _), Fraction),
        FieldType.Message when field.MessageType == Timestamp.Descriptor => Unless(Reads<Timestamp>(value), Time.Replace("\"", "", StringComparison.Ordinal)),
        FieldType.Message when field.MessageType == Duration.Descriptor => Unless(Reads<Duration>(value), Span.Replace("\"", "", StringComparison.Ordinal)),
        FieldType.Message => $"Is a message; set its fields: {string.Join(", ", field.MessageType.Fields.InDeclarationOrder().Select(inner => $"{field.Name}.{inner.Name}"))}.",
        _ => Unless(IsWhole(field.FieldType, value), Whole(field.FieldType)),
    };

    private static string? Unless(bool holds, string rule) => holds ? null : rule;

    private static string? BrokenMessage(MessageDescriptor message, JsonTokenType token, ref Utf8JsonReader reader)
    {
        if (message == Timestamp.Descriptor)
        {
            return Unless(token == JsonTokenType.String && Reads<Timestamp>(Unescaped(ref reader)), Time);
        }

        if (message == Duration.Descriptor)
        {
            return Unless(token == JsonTokenType.String && Reads<Duration>(Unescaped(ref reader)), Span);
        }

        // Other types of protobuf's own have forms of their own; no request holds one.
        return Unless(token == JsonTokenType.StartObject || message.File.Package == "google.protobuf", Object);
    }

    private static bool IsUnicode(ref Utf8JsonReader reader) => Utf8.IsValid(reader.ValueSpan) && (!reader.ValueIsEscaped || Unescaped(ref reader) is not null);

    /// <summary>The string on which the reader stands; null where its escapes make none (half a surrogate pair).</summary>
    private static string? Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Either alphabet, padded or not. One letter over makes no byte.
    private static bool IsBase64(ReadOnlySpan<byte> value, bool isEscaped)
    {
        var letters = value.TrimEnd((byte)'=');
        return isEscaped || (!letters.ContainsAnyExcept(Base64Letters) && (letters.Contains((byte)' ') || letters.Length % 4 != 1));
    }

    private static bool HasValue(EnumDescriptor type, string? name) => name is not null && type.FindValueByName(name) is not null;

    private static string OneOf(EnumDescriptor type) =>
        $"Must be one of {string.Join(", ", type.Values.Where(value => value.Number != 0).Select(value => value.Name))}.";

    private static bool Reads<T>(string? value)
        where T : IMessage, new()
    {
        if (value is null)
        {
            return false;
        }

        try
        {
            JsonParser.Default.Parse<T>(JsonSerializer.Serialize(value));
            return true;
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidJsonException)
        {
            return false;
        }
    }

    private static bool IsWhole(FieldType type, JsonTokenType token, ref Utf8JsonReader reader) => type switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => token == JsonTokenType.Number && reader.TryGetInt32(out _),
        FieldType.UInt32 or FieldType.Fixed32 => token == JsonTokenType.Number && reader.TryGetUInt32(out _),
        // 64 bits come as strings, too: JavaScript's numbers do not hold them.
        _ => token == JsonTokenType.String ? IsWhole(type, Unescaped(ref reader) ?? "")
            : token == JsonTokenType.Number && (IsSigned(type) ? reader.TryGetInt64(out _) : reader.TryGetUInt64(out _)),
    };

    private static bool IsWhole(FieldType type, string value) => type switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        FieldType.UInt32 or FieldType.Fixed32 => uint.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        _ => IsSigned(type) ? long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) : ulong.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
    };

    private static bool IsSigned(FieldType type) => type is FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64;

    private static string Whole(FieldType type) =>
        $"Must be a whole number of {(IsSigned(type) || type is FieldType.UInt64 or FieldType.Fixed64 ? 64 : 32)} bits.";
}
