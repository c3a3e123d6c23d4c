using System.Collections.Frozen;

namespace OnRecord.Language.Segment;

/// <summary>How a word behaves when a full stop touches it.</summary>
internal enum AbbreviationKind
{
    /// <summary>Not an abbreviation: the full stop is a token of its own.</summary>
    None,

    /// <summary>A name follows ("Mr.", "Gen."): never ends a sentence.</summary>
    Title,

    /// <summary>May also be the last word of a sentence ("U.S.", "Inc.", "p.m.").</summary>
    MayEnd,

    /// <summary>Abbreviation only when a digit or a comma follows ("No. 10", "Sat., May 4").</summary>
    BeforeNumber,
}

/// <summary>Abbreviations of news text.</summary>
internal static class Abbreviations
{
    private static readonly FrozenDictionary<string, AbbreviationKind>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        LanguagePack.Default.Words("abbreviations").Entries.ToFrozenDictionary(entry => entry.Word, entry => KindNamed(entry.Kind), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="word">The word without its final full stop, as written.</param>
    public static AbbreviationKind KindOf(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 12)
        {
            return AbbreviationKind.None;
        }

        if (Lookup.TryGetValue(word, out var kind))
        {
            return kind;
        }

        return IsDotted(word) ? AbbreviationKind.MayEnd : AbbreviationKind.None;
    }

    /// <summary>Single letters with full stops between them: "U.S", "e.g", "J.R.R".</summary>
    private static bool IsDotted(ReadOnlySpan<char> word)
    {
        if (word.Length % 2 == 0 || word.Length < 3)
        {
            return word is "Ph.D";
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
            {
                return false;
            }
        }

        return true;
    }

    private static AbbreviationKind KindNamed(string kind) => kind switch
    {
        "title" => AbbreviationKind.Title,
        "may-end" => AbbreviationKind.MayEnd,
        "before-number" => AbbreviationKind.BeforeNumber,
        _ => throw new InvalidDataException($"words/abbreviations.tsv: unknown kind \"{kind}\"."),
    };
}
