namespace OnRecord.Data;

/// <summary>Names of holders as gold's lists of names have them.</summary>
internal static class HolderNames
{
    private const string Article = "the ";

    /// <summary>"The police" and "police" are one name.</summary>
    public static IEnumerable<string> Variants(string name)
    {
        var bare = name.StartsWith(Article, StringComparison.OrdinalIgnoreCase) ? name[Article.Length..] : name;
        return [name, bare, Article + bare];
    }
}
