namespace OnRecord.Defaults;

/// <summary>
/// Base64 as the JSON form of protobuf allows it: in the standard or the URL-safe alphabet, with padding or without. JSON transcoding reads the
/// first with padding alone.
/// </summary>
internal static class JsonBase64
{
    /// <summary>The JSON with its base64 in the standard alphabet and padded; the very same array where nothing is to be changed.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="values">Where base64 stands, in order.</param>
    public static byte[] ToStandard(byte[] json, IReadOnlyList<Range> values)
    {
        if (!values.Any(value => IsOther(json.AsSpan(value))))
        {
            return json;
        }

        var standard = new List<byte>(json.Length + (3 * values.Count));
        var done = 0;
        foreach (var range in values)
        {
            var value = json.AsSpan(range);
            standard.AddRange(json.AsSpan(done, range.Start.Value - done));
            foreach (var letter in value)
            {
                standard.Add(letter switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => letter });
            }

            // One letter over makes no byte: that is left to be refused.
            standard.AddRange((value.Length % 4) switch { 2 => "=="u8, 3 => "="u8, _ => ""u8 });
            done = range.End.Value;
        }

        standard.AddRange(json.AsSpan(done));
        return [.. standard];
    }

    private static bool IsOther(ReadOnlySpan<byte> value) => value.ContainsAny((byte)'-', (byte)'_') || value.Length % 4 != 0;
}
