using System.Globalization;
using System.Text;

namespace OnRecord.Language.Names;

/// <summary>Forms and hashes of words for names, beside <see cref="Models.WordForm"/>. Part of the model format: a change here needs a retraining.</summary>
internal static class WordHash
{
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
