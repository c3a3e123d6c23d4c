using System.Buffers;

namespace OnRecord.Entities;

/// <summary>
/// The form in which names are compared: lower case, Latin accents dropped, apostrophes and full stops dropped, other marks and
/// runs of blanks made one blank, a leading "the" dropped. "The U.S.", "the u.s." and "US" share one key, so do "Erdoğan" and "Erdogan".
/// </summary>
public static class NameKey
{
    private const int StackLimit = 256;

    // Base letters of U+00C0..U+017F and U+1E00..U+1EFF; '.' where a letter has none. String.Normalize does nothing in invariant mode.
    private const string Latin1AndExtendedA =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllll"
        + "nnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwww"
        + "xxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    /// <summary>The key of a name; empty when it holds no letter or digit.</summary>
    public static string Of(ReadOnlySpan<char> name)
    {
        // One unit becomes at most two ("ß"), or three with a blank on both sides ("&").
        var needed = name.Length * 5;
        var rented = needed > StackLimit ? ArrayPool<char>.Shared.Rent(needed) : null;
        var buffer = rented ?? stackalloc char[StackLimit];
        try
        {
            var key = buffer[..Fold(name, buffer)];
            return (key.StartsWith("the ", StringComparison.Ordinal) ? key[4..] : key).ToString();
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private static int Fold(ReadOnlySpan<char> name, Span<char> key)
    {
        var length = 0;
        var blank = false;
        foreach (var unit in name)
        {
            if (unit is '.' or '\'' or '’' or '‘' or 'ʼ' or '`' or '´' or (>= '\u0300' and <= '\u036F'))
            {
                continue;
            }

            if (unit == '&')
            {
                length = Append(key, length, blank: length > 0, "and");
                blank = true;
            }
            else if (char.IsLetterOrDigit(unit) || char.IsSurrogate(unit))
            {
                if (blank && length > 0)
                {
                    key[length++] = ' ';
                }

                blank = false;
                length = AppendLetter(key, length, char.ToLowerInvariant(unit));
            }
            else
            {
                blank = true;
            }
        }

        return length;
    }

    private static int AppendLetter(Span<char> key, int length, char unit)
    {
        switch (unit)
        {
            case < '\u00C0':
                key[length] = unit;
                return length + 1;
            case 'ß':
                return Append(key, length, blank: false, "ss");
            case 'æ':
                return Append(key, length, blank: false, "ae");
            case 'œ':
                return Append(key, length, blank: false, "oe");
            case 'þ':
                return Append(key, length, blank: false, "th");
            case <= '\u017F' when Latin1AndExtendedA[unit - '\u00C0'] is not '.' and var plain:
                key[length] = plain;
                return length + 1;
            case >= '\u1E00' and <= '\u1EFF' when LatinAdditional[unit - '\u1E00'] is not '.' and var plain:
                key[length] = plain;
                return length + 1;
            case 'ș':
                key[length] = 's';
                return length + 1;
            case 'ț':
                key[length] = 't';
                return length + 1;
            case 'ə':
                key[length] = 'a';
                return length + 1;
            default:
                key[length] = unit;
                return length + 1;
        }
    }

    private static int Append(Span<char> key, int length, bool blank, string letters)
    {
        if (blank)
        {
            key[length++] = ' ';
        }

        letters.CopyTo(key[length..]);
        return length + letters.Length;
    }
}
