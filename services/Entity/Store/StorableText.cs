namespace OnRecord.Entities;

/// <summary>PostgreSQL takes neither U+0000 nor half a surrogate pair; article text may hold both.</summary>
internal static class StorableText
{
    private const int MaxKeyLength = 200;
    private const char Replacement = '\uFFFD';

    /// <summary>The text with each unit that no engine stores replaced by U+FFFD; offsets stay.</summary>
    public static string Of(string text)
    {
        var first = FirstFault(text);
        if (first < 0)
        {
            return text;
        }

        return string.Create(text.Length, text, static (units, source) =>
        {
            for (var i = 0; i < units.Length; i++)
            {
                units[i] = IsFault(source, i) ? Replacement : source[i];
            }
        });
    }

    /// <summary>The key under which a name is stored: that of its storable form, cut where no sensible name is longer.</summary>
    public static string KeyOf(string name)
    {
        var key = NameKey.Of(Of(name));
        return key.Length <= MaxKeyLength ? key : key[..MaxKeyLength];
    }

    private static int FirstFault(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsFault(text, i))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsFault(string text, int i) =>
        text[i] == '\0'
        || (char.IsHighSurrogate(text[i]) && !(i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && !(i > 0 && char.IsHighSurrogate(text[i - 1])));
}
