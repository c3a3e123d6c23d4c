namespace OnRecord.Search;

/// <summary>How the decisions of the grouper are signed: what decided, its value, and the threshold that it passed or missed.</summary>
internal static class GroupSignature
{
    /// <summary>A wire copy goes where its original is.</summary>
    public const string Copy = "story: wire copy of an article in it";

    /// <summary>The article opened a story.</summary>
    public static string Opened(double nearest, double threshold) => Of("opened, nearest story", nearest, "below", threshold);

    /// <summary>The article continues a story.</summary>
    public static string Joined(double similarity, double threshold) => Of("similarity", similarity, "of at least", threshold);

    /// <summary>A lone article went into a story that has grown near it.</summary>
    public static string Drawn(double similarity, double threshold) => Of("drawn into it, similarity", similarity, "of at least", threshold);

    /// <summary>Two stories became one.</summary>
    public static string Merged(double similarity, double threshold) => Of("merged, similarity", similarity, "of at least", threshold);

    /// <summary>A story fell into two.</summary>
    public static string Split(double closeness, double threshold) => Of("split off, closeness", closeness, "below", threshold);

    private static string Of(string what, double value, string relation, double threshold) => FormattableString.Invariant($"story: {what} {value:F2} {relation} {threshold:F2}");
}
