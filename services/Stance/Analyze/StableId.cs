using System.Security.Cryptography;
using System.Text;

namespace OnRecord.Stances;

/// <summary>Ids that are a function of what they name: a second run, or another replica, gives the same.</summary>
internal static class StableId
{
    /// <summary>A version 8 UUID (RFC 9562) from the SHA-256 of the parts.</summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts)));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
