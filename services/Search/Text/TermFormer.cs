using OnRecord.Language;

namespace OnRecord.Search;

/// <summary>
/// Makes the index term of a word: lower case, without diacritics, possessive and inner marks, stemmed. Index, query, story
/// grouping and the trained statistics all use this one form, and both stores keep it as it is.
/// </summary>
public static class TermFormer
{
    /// <summary>Longest term in UTF-16 units; the rest of a longer word is cut.</summary>
    public const int MaxLength = 40;

    // Base letters of U+00C0 to U+017F; '*' stands for letters that become two.
    private const string BaseLetters =
        "AAAAAA*CEEEEIIIIDNOOOOO×OUUUUY**aaaaaa*ceeeeiiiidnooooo÷ouuuuy*y"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi**JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo**RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    /// <summary>Writes the term of <paramref name="word"/> into <paramref name="buffer"/>.</summary>
    /// <param name="word">A word as <see cref="WordReader"/> gives it.</param>
    /// <param name="buffer">At least <see cref="MaxLength"/> long.</param>
    /// <param name="stem">False keeps the ending, for a prefix that is still being typed.</param>
    /// <returns>Length of the term; 0 when nothing is left of the word.</returns>
    public static int Form(ReadOnlySpan<char> word, Span<char> buffer, bool stem = true)
    {
        var length = 0;
        var isAscii = true;
        foreach (var character in WithoutPossessive(word))
        {
            if (length >= MaxLength - 1)
            {
                break;
            }

            if (character is '\'' or '’' or '.')
            {
                continue;
            }

            if (character < 128)
            {
                buffer[length++] = (char)(character is >= 'A' and <= 'Z' ? character | 0x20 : character);
                continue;
            }

            length += Fold(character, buffer[length..]);
            isAscii &= buffer[length - 1] < 128;
        }

        return stem && isAscii && length > 2 ? PorterStemmer.Stem(buffer[..length]) : length;
    }

    /// <summary>The term as a string.</summary>
    public static string Form(ReadOnlySpan<char> word, bool stem = true)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        return new string(buffer[..Form(word, buffer, stem)]);
    }

    /// <summary>A stable 32-bit hash (FNV-1a) that stands for a term in vectors and statistics.</summary>
    public static uint Hash(ReadOnlySpan<char> term)
    {
        var hash = 2166136261u;
        foreach (var character in term)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return hash;
    }

    private static ReadOnlySpan<char> WithoutPossessive(ReadOnlySpan<char> word) =>
        word.Length > 2 && word[^1] is 's' or 'S' && word[^2] is '\'' or '’' ? word[..^2] : word;

    private static int Fold(char character, Span<char> buffer)
    {
        if (character is >= '\u00C0' and <= '\u017F')
        {
            var letter = BaseLetters[character - '\u00C0'];
            if (letter == '*')
            {
                var two = character switch
                {
                    'Æ' or 'æ' => "ae",
                    'Œ' or 'œ' => "oe",
                    'Þ' or 'þ' => "th",
                    'ß' => "ss",
                    _ => "ij",
                };
                two.CopyTo(buffer);
                return 2;
            }

            buffer[0] = char.ToLowerInvariant(letter);
            return 1;
        }

        buffer[0] = char.ToLowerInvariant(character);
        return 1;
    }
}
