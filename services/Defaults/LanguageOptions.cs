using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
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

    /// <summary>Loads the language that is configured: now, not when the first article comes, so that a damaged one stops the start.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="load">Makes the language of a folder that of this process, and gives its code.</param>
    /// <exception cref="OptionsValidationException">A file of the language is missing or damaged; the message names the key and the file.</exception>
    public static void Load(IConfiguration configuration, Func<string, string> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var options = Use(configuration);
        try
        {
            var loaded = load(options.Folder);
            if (loaded != options.Code)
            {
                throw Refusal($"{Section}:{nameof(Code)} is \"{options.Code}\", but the language that is loaded is \"{loaded}\".");
            }
        }
        catch (Exception fault) when (options.Folder.Length > 0 && (fault is InvalidDataException or IOException or UnauthorizedAccessException))
        {
            throw Refusal($"{Section}:{nameof(Folder)}: {fault.Message} Name the folder of a language, or leave the key out.");
        }

        static OptionsValidationException Refusal(string message) => new(Section, typeof(LanguageOptions), [message]);
    }
}
