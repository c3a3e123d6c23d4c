namespace OnRecord.Data;

/// <summary>Names of holders as gold's lists of names have them.</summary>
internal static class HolderNames
{
    /// <summary>"the police" as "police"; other names as they are.</summary>
    public static string WithoutArticle(string name) => name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? name["the ".Length..] : name;
}
