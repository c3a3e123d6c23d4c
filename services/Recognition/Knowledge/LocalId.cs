using System.Security.Cryptography;
using System.Text;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>Ids of entities without a Wikidata id: the same name of the same type has the same id in every article and process.</summary>
public static class LocalId
{
    private const string Prefix = "local-";
    private const int HashBytes = 10;

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

    private static string FromText(string text) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
