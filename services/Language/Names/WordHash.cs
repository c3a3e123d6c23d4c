using System.Globalization;
using System.Text;

namespace OnRecord.Language.Names;

/// <summary>Hashes of words. Part of the model format: a change here needs a retraining.</summary>
internal static class WordHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a over the UTF-16 units, 64 bits, with a final mix.</summary>
    public static ulong Of(ReadOnlySpan<char> word)
    {
        var hash = Offset;
        foreach (var unit in word)
        {
            hash = (hash ^ unit) * Prime;
        }

        return Finish(hash);
    }

    /// <summary>Spreads the bits of a hash (the 64-bit finalizer of MurmurHash3).</summary>
    public static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    /// <summary>Mixes two 32-bit values into one.</summary>
    public static uint Mix(uint left, uint right)
    {
        var hash = (left * 0x9E3779B1u) ^ right;
        hash = (hash ^ (hash >> 15)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }

    /// <summary>Lower case, each digit as 0. Writes into <paramref name="buffer"/>, which must be as long as the word.</summary>
    public static Span<char> Normalize(ReadOnlySpan<char> word, Span<char> buffer)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var unit = word[i];
            buffer[i] = unit is >= '0' and <= '9' ? '0'
                : unit is '’' or '‘' ? '\''
                : char.ToLowerInvariant(unit);
        }

        return buffer[..word.Length];
    }

    /// <summary>The word without accents ("Şimşek" → "Simsek"), or the word itself when it is plain ASCII or not valid Unicode.</summary>
    public static string Fold(string word)
    {
        if (Ascii.IsValid(word) || !IsWellFormed(word))
        {
            return word;
        }

        var folded = new StringBuilder(word.Length);
        foreach (var unit in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(unit switch { 'ı' => 'i', 'ł' => 'l', 'Ł' => 'L', 'ø' => 'o', 'Ø' => 'O', 'đ' => 'd', 'Đ' => 'D', _ => unit });
            }
        }

        return folded.ToString();
    }

    private static bool IsWellFormed(string word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
