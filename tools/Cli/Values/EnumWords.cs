using System.Text.RegularExpressions;
using OnRecord.Defaults;

namespace OnRecord.Cli.Values;

/// <summary>Values of the API's enumerations as words of the command line: NoComment is "no-comment".</summary>
internal static partial class EnumWords
{
    /// <summary>The words of an enumeration, in its order, without the unspecified value.</summary>
    public static IReadOnlyList<string> Of<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Where(value => $"{value}" != "Unspecified").Select(Of)];

    /// <summary>The word of a value.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Hump().Replace($"{value}", "-").ToLowerInvariant();

    /// <summary>The value that a word means, blind to case, dashes and underscores; also the API's own name (STANCE_NO_COMMENT).</summary>
    /// <exception cref="FormatException">There is no such word; the message names the nearest.</exception>
    public static TEnum Parse<TEnum>(string word)
        where TEnum : struct, Enum
    {
        var asked = Bare(word);
        foreach (var value in Enum.GetValues<TEnum>().Where(value => $"{value}" != "Unspecified"))
        {
            if (asked == Bare($"{value}") || asked == Bare($"{typeof(TEnum).Name}{value}"))
            {
                return value;
            }
        }

        var known = Of<TEnum>();
        throw new FormatException(NearestName.Of(word, known) is { } nearest
            ? $"there is no \"{word}\"; did you mean {nearest}"
            : $"there is no \"{word}\"; write {string.Join(", ", known)}");
    }

    private static string Bare(string word) => word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)
        .Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Hump();
}
