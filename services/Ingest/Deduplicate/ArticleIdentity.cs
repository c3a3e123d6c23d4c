using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OnRecord.Ingest;

/// <summary>
/// Names an article by what it is, so that every replica, and every repeat, arrives at the same id and a duplicate is a
/// matter of the primary key.
/// </summary>
public static class ArticleIdentity
{
    // The name spaces of this project for RFC 9562 version 5 ids: changing one renames every article.
    private static readonly Guid UrlNamespace = new("1c9a7a1e-5f0d-4b7e-9a55-0f6a3f3a8d01");
    private static readonly Guid ContentNamespace = new("1c9a7a1e-5f0d-4b7e-9a55-0f6a3f3a8d02");

    /// <summary>The id of the article at a canonical url: later text there is a later revision.</summary>
    public static Guid OfUrl(Uri canonical) => Version5(UrlNamespace, CanonicalUrl.IdentityKey(canonical));

    /// <summary>The id of an article without a url: outlet, title and text as they stand, blind to case and spacing.</summary>
    public static Guid OfContent(string outlet, string title, string text) =>
        Version5(ContentNamespace, $"{Fold(outlet)}\n{Fold(title)}\n{Fold(text)}");

    /// <summary>SHA-256 of a clean text: two revisions with the same hash are the same revision.</summary>
    public static byte[] ContentHash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>A name-based id (RFC 9562 section 5.5): SHA-1 over the name space in network order and the name.</summary>
    internal static Guid Version5(Guid space, string name)
    {
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));
#pragma warning disable CA5350 // The RFC prescribes SHA-1; nothing here relies on its strength.
        var hash = SHA1.HashData(bytes);
#pragma warning restore CA5350
        var version = BinaryPrimitives.ReadUInt16BigEndian(hash.AsSpan(6));
        BinaryPrimitives.WriteUInt16BigEndian(hash.AsSpan(6), (ushort)((version & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var unit in text)
        {
            if (char.IsWhiteSpace(unit))
            {
                pendingSpace = folded.Length > 0;
                continue;
            }

            if (pendingSpace)
            {
                folded.Append(' ');
                pendingSpace = false;
            }

            folded.Append(char.ToLowerInvariant(unit));
        }

        return folded.ToString();
    }
}
