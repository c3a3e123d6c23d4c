using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OnRecord.Defaults;

/// <summary>An opaque page token: where the next page begins, tied to the filters of the request.</summary>
public static class PageToken
{
    private const int ChecksumLength = 4;
    private const int MaxLength = 2_000;

    /// <summary>Makes a token. <paramref name="filterKey"/> names all filters: a token of another request is refused.</summary>
    public static string Encode<T>(T position, string filterKey)
        where T : class
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(position);
        return Base64Url.EncodeToString([.. Checksum(json, filterKey), .. json]);
    }

    /// <summary>Reads a token; null when it is damaged, or was made for other filters.</summary>
    public static T? Decode<T>(string token, string filterKey)
        where T : class
    {
        if (token.Length > MaxLength || !Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= ChecksumLength || !bytes.AsSpan(0, ChecksumLength).SequenceEqual(Checksum(bytes.AsSpan(ChecksumLength), filterKey)))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes.AsSpan(ChecksumLength));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Checksum(ReadOnlySpan<byte> json, string filterKey) =>
        SHA256.HashData([.. json, .. Encoding.UTF8.GetBytes(filterKey)])[..ChecksumLength];
}
