using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>Ids of entities without a Wikidata id: the same name of the same type has the same id in every article and process.</summary>
public static class LocalId
{
    private const string Prefix = "local-";
    private const int HashBytes = 10;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>The id of a name that stands in no knowledge base.</summary>
    /// <param name="type">Type of the entity.</param>
    /// <param name="name">Full name; compared by its <see cref="NameKey"/>.</param>
    public static string Of(EntityType type, string name)
    {
        var key = NameKey.Of(name);
        return FromText($"{(int)type}\n{(key.Length > 0 ? key : name.ToLowerInvariant())}");
    }

    /// <summary>The id of an entry of the knowledge base that has no Wikidata id; <paramref name="source"/> tells namesakes apart.</summary>
    public static string OfEntry(EntityType type, string name, string source) => FromText($"{(int)type}\n{NameKey.Of(name)}\n{source}");

    /// <summary>Whether an id was made here.</summary>
    public static bool IsLocal(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The bytes of an id that is a hash; null for others, such as one that a platform chose.</summary>
    internal static byte[]? HashOf(string id)
    {
        var digits = id.AsSpan(Prefix.Length);
        return digits.Length == HashBytes * 2 && !digits.ContainsAnyExcept(Hex) ? Convert.FromHexString(digits) : null;
    }

    /// <summary>The id that is a hash of these bytes.</summary>
    internal static string OfHash(ReadOnlySpan<byte> hash) => Prefix + Convert.ToHexStringLower(hash);

    private static string FromText(string text) => OfHash(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
