using System.Globalization;

namespace OnRecord.Cli.Values;

/// <summary>Numbers of things in words.</summary>
internal static class Counted
{
    /// <summary>"1 article", "2,513 articles".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The thing; its plural ends in s.</param>
    public static string Of(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");
}
