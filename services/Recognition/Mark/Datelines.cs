using System.Globalization;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>What stands between headline and text in copy of news agencies: "MOSCOW (Reuters) -", "ESCHEN, Liechtenstein 1996-08-31".</summary>
internal static class Datelines
{
    private const string Day = "yyyy-MM-dd";
    private const int LongestRegion = 30;

    /// <summary>Whether a mention is the place of a dateline: a name in capitals before a day, or one that begins a sentence and is set off.</summary>
    public static bool IsPlaceOf(Document document, Mention mention) =>
        mention.Form == MentionForm.Name && mention.EndToken < document.Tokens.Length
        && (IsSetOff(document, mention) || (Capitals.Only(mention.Range.Of(document.Text)) && DayAfter(document.Text.AsSpan(mention.Range.End)) is not null));

    /// <summary>The day that a dateline tells in figures; null where none does.</summary>
    public static DateOnly? DateOf(Document document)
    {
        foreach (var mention in document.Mentions)
        {
            if (mention.Form == MentionForm.Name && Capitals.Only(mention.Range.Of(document.Text)) && DayAfter(document.Text.AsSpan(mention.Range.End)) is { } day)
            {
                return day;
            }
        }

        return null;
    }

    /// <summary>The day that follows a place, perhaps after the country or state that it lies in.</summary>
    private static DateOnly? DayAfter(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text is [',', ..])
        {
            var end = text[..Math.Min(text.Length, LongestRegion)].IndexOfAnyInRange('0', '9');
            text = end > 0 && text[1..end].IndexOfAny(".(\n") < 0 ? text[end..] : [];
        }

        return text.Length >= Day.Length && DateOnly.TryParseExact(text[..Day.Length], Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static bool IsSetOff(Document document, Mention mention) =>
        document.Word(mention.EndToken) is "(" or "-" or "–" or "—" or "--" && document.Sentences.Any(sentence => sentence.FirstToken == mention.FirstToken);
}
