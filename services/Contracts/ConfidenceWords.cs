namespace OnRecord.Api;

/// <summary>How sure, in words: the figures behind it are no percentages of being right. The page on quality explains them.</summary>
public static class ConfidenceWords
{
    /// <summary>"clear", "likely" or "unsure" for a confidence of the API, 0 to 1.</summary>
    public static string Of(float confidence) => confidence switch
    {
        >= 0.85f => "clear",
        >= 0.6f => "likely",
        _ => "unsure",
    };
}
