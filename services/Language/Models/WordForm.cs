namespace OnRecord.Language.Models;

/// <summary>The form under which models know a word: lower case, plain quotes and dashes; and hashes of it and its parts.</summary>
internal static class WordForm
{
    /// <summary>Longest form that is looked at, in UTF-16 units; the rest of a longer "word" is noise.</summary>
    public const int Longest = 48;

    /// <summary>Writes the normalised form into <paramref name="form"/> (at least <see cref="Longest"/> units) and returns its length.</summary>
    public static int Normalize(ReadOnlySpan<char> word, Span<char> form)
    {
        switch (word)
        {
            case "\u2014" or "\u2013" or "---":
                "--".CopyTo(form);
                return 2;
            case "\u2026":
                "...".CopyTo(form);
                return 3;
            case "\u201C" or "\u201D" or "``" or "''" or "\u201E" or "\u00AB" or "\u00BB":
                form[0] = '"';
                return 1;
        }

        var length = Math.Min(word.Length, Longest);
        for (var i = 0; i < length; i++)
        {
            var c = word[i];
            form[i] = c < 128 ? char.ToLowerInvariant(c)
                : c is '\u2019' or '\u2018' or '\u02BC' or '\u00B4' ? '\''
                : c is '\u2010' or '\u2011' ? '-'
                : char.ToLowerInvariant(c);
        }

        return length;
    }

    public static string Normalize(string word)
    {
        Span<char> form = stackalloc char[Longest];
        return new string(form[..Normalize(word, form)]);
    }

    /// <summary>FNV-1a over UTF-16 units with a final mix; never 0.</summary>
    public static ulong Hash(ReadOnlySpan<char> form)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in form)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>Spreads the bits of a hash (the finaliser of MurmurHash3, A. Appleby); never 0.</summary>
    public static ulong Mix(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCDUL;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53UL;
        hash ^= hash >> 33;
        return hash == 0 ? 1 : hash;
    }
}
