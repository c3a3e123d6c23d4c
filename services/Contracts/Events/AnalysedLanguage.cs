namespace OnRecord.Events;

/// <summary>The one language in which this process takes texts to be analysed; all others are stored and searchable only.</summary>
public static class AnalysedLanguage
{
    /// <summary>ISO 639-1 code: English, unless <see cref="Use"/> has named another.</summary>
    public static string Code { get; private set; } = "en";

    /// <summary>Makes a language that of this process; before the first article.</summary>
    /// <param name="code">ISO 639-1 code.</param>
    public static void Use(string code) => Code = code;

    /// <summary>Whether texts of a language are analysed.</summary>
    /// <param name="language">ISO 639-1 code, or "und".</param>
    public static bool Is(string language) => language == Code;
}
