using Microsoft.Extensions.Configuration;
using OnRecord.Events;

namespace OnRecord.Defaults;

/// <summary>The language that texts are analysed in; the same for all services.</summary>
public sealed class LanguageOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Languages";

    /// <summary>ISO 639-1 code of the language that is analysed.</summary>
    public string Code { get; init; } = "en";

    /// <summary>Folder of a language (languages/en in the repository); empty for the one that ships inside the program.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What is configured; its language is that of this process from now on.</summary>
    public static LanguageOptions Use(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<LanguageOptions>() ?? new LanguageOptions();
        AnalysedLanguage.Use(options.Code);
        return options;
    }
}
