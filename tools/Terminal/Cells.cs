using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Stance.V1;
using Spectre.Console;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Terminal;

/// <summary>How single values look in a terminal. Everything that comes from an article is escaped.</summary>
public static class Cells
{
    /// <summary>Text of others as markup: brackets lose their meaning and control characters go.</summary>
    public static string Plain(string text) => Markup.Escape(string.Concat(text.Where(letter => !char.IsControl(letter) || letter == '\n')));

    /// <summary>Markup without its colours, lines and tabs: a cell of a pipe.</summary>
    public static string OnOneLine(string markup) =>
        string.Join(' ', Markup.Remove(markup).Split(['\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>At most <paramref name="length"/> UTF-16 units, as markup.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return Plain(text);
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return Plain(text[..end].TrimEnd() + "…");
    }

    /// <summary>How long ago, of the last days; before that the day. In a pipe the time itself, UTC.</summary>
    public static string Time(Timestamp? time) => time is null ? "[grey]-[/]"
        : Console.IsOutputRedirected ? Exact(time)
        : Ago(time.ToDateTimeOffset(), DateTimeOffset.UtcNow);

    /// <summary>ISO 8601 in UTC, to the second.</summary>
    public static string Exact(Timestamp? time) =>
        time is null ? "-" : time.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>"5 min ago", "3 h ago", "2 days ago", "in 4 min"; the day when that is more than two weeks away.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now)
    {
        var age = now - time;
        var span = age.Duration();
        var words = span.TotalMinutes < 1 ? $"{(int)span.TotalSeconds} s"
            : span.TotalHours < 1 ? $"{(int)span.TotalMinutes} min"
            : span.TotalDays < 1 ? $"{(int)span.TotalHours} h"
            : span.TotalDays < 2 ? "1 day"
            : span.TotalDays < 15 ? $"{(int)span.TotalDays} days"
            : "";
        return words.Length == 0 ? time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : age >= TimeSpan.Zero ? $"{words} ago" : $"in {words}";
    }

    /// <summary>"AFFIRMS", "NO COMMENT" …</summary>
    public static string Name(Stance stance) => stance switch
    {
        Stance.Affirms => "AFFIRMS",
        Stance.Denies => "DENIES",
        Stance.Questions => "QUESTIONS",
        Stance.NoComment => "NO COMMENT",
        Stance.Supports => "SUPPORTS",
        Stance.Opposes => "OPPOSES",
        _ => "?",
    };

    /// <summary>The stance in its colour; the word stays, so that colour alone never carries the meaning.</summary>
    public static string Coloured(Stance stance) => $"[{Colour(stance)}]{Name(stance)}[/]";

    /// <summary>The holder's name, or the text's description of an unnamed one.</summary>
    public static string Holder(Holder? holder) =>
        holder is null ? "?"
        : holder.Unnamed || holder.Entity is null ? $"[italic]{Plain(holder.Description.Length > 0 ? holder.Description : "unnamed")}[/]"
        : Plain(holder.Entity.Name);

    /// <summary>Names, separated by commas.</summary>
    public static string Names(IEnumerable<EntityRef> entities) => Plain(string.Join(", ", entities.Select(entity => entity.Name)));

    /// <summary>One letter an hour, eighth blocks, highest hour full.</summary>
    public static string Sparkline(IReadOnlyList<int> values)
    {
        const string Blocks = "▁▂▃▄▅▆▇█";
        var highest = values.Count == 0 ? 0 : values.Max();
        return highest == 0 ? "" : string.Concat(values.Select(value => Blocks[value * (Blocks.Length - 1) / highest]));
    }

    private static string Colour(Stance stance) => stance switch
    {
        Stance.Affirms or Stance.Supports => "green",
        Stance.Denies or Stance.Opposes => "red",
        Stance.Questions => "yellow",
        _ => "grey",
    };
}
