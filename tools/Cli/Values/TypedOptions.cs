using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;

namespace OnRecord.Cli.Values;

/// <summary>Options whose wrong values are answered in words, and whose values a shell can complete.</summary>
internal static class TypedOptions
{
    /// <summary>A whole number between 1 and <paramref name="max"/>.</summary>
    public static Option<int> Count(string name, string description, int standard, int max, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = result => Read(result, text => Whole(text, max)),
    };

    /// <summary>A whole number between 1 and <paramref name="max"/>, or nothing.</summary>
    public static Option<int?> OptionalCount(string name, string description, int max) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Read<int?>(result, text => Whole(text, max)),
    };

    /// <summary>A number between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public static Option<double?> Number(string name, string description, double min, double max) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Read<double?>(result, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? number
                : throw new FormatException($"\"{text}\" is not a number from {min} to {max}")),
    };

    /// <summary>A language, in lower case.</summary>
    public static Option<string?> Language(string name, string description) => new(name)
    {
        Description = $"{description} (ISO 639 code: en).",
        HelpName = "CODE",
        CustomParser = result => Read<string?>(result, Code),
    };

    /// <summary>Several languages.</summary>
    public static Option<string[]> Languages(string name, string description) => new(name)
    {
        Description = $"{description} (ISO 639 code: en). Repeatable.",
        HelpName = "CODE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => Read(result, _ => result.Tokens.Select(token => Code(token.Value)).ToArray()) ?? [],
    };

    /// <summary>A point in time.</summary>
    public static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = $"{description} {Moments.Forms}.",
        HelpName = "TIME",
        CustomParser = result => Read<DateTimeOffset?>(result, text => Moments.Parse(text, DateTimeOffset.UtcNow)),
    };

    /// <summary>A span of time.</summary>
    public static Option<TimeSpan?> Span(string name, string description) => new(name)
    {
        Description = $"{description} {Durations.Forms}.",
        HelpName = "SPAN",
        CustomParser = result => Read<TimeSpan?>(result, text => Durations.Parse(text)),
    };

    /// <summary>One of the values of an enumeration, in words of the command line.</summary>
    public static Option<TEnum?> Word<TEnum>(string name, string description)
        where TEnum : struct, Enum => Completed<TEnum, Option<TEnum?>>(new(name)
        {
            Description = description,
            CustomParser = result => Read<TEnum?>(result, text => EnumWords.Parse<TEnum>(text)),
        });

    /// <summary>Several of the values of an enumeration.</summary>
    public static Option<TEnum[]> Words<TEnum>(string name, string description)
        where TEnum : struct, Enum => Completed<TEnum, Option<TEnum[]>>(new(name)
        {
            Description = $"{description} Repeatable.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => Read(result, _ => result.Tokens.Select(token => EnumWords.Parse<TEnum>(token.Value)).ToArray()) ?? [],
        });

    private static TOption Completed<TEnum, TOption>(TOption option)
        where TEnum : struct, Enum
        where TOption : Option
    {
        option.HelpName = string.Join('|', EnumWords.Of<TEnum>());
        option.CompletionSources.Add(_ => EnumWords.Of<TEnum>().Select(word => new CompletionItem(word)));
        return option;
    }

    private static string Code(string text) => text.Length is 2 or 3 && text.All(char.IsAsciiLetter)
        ? text.ToLowerInvariant()
        : throw new FormatException($"\"{text}\" is no language code, such as en");

    private static int Whole(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= max
            ? count
            : throw new FormatException($"\"{text}\" is not a whole number from 1 to {max}");

    private static T? Read<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[^1].Value);
        }
        catch (FormatException fault)
        {
            var option = result.Parent is OptionResult parent ? parent.Option.Name : result.Argument.Name;
            result.AddError($"{option}: {fault.Message}.");
            return default;
        }
    }
}
