namespace OnRecord.Ingest;

/// <summary>
/// Turns text into hashed character n-grams, the features of language identification (Cavnar and Trenkle 1994, with hashing):
/// all runs of 1 to 5 letters inside a word, word boundaries included, and each whole word.
/// </summary>
public static class NgramFeatures
{
    /// <summary>Number of buckets that n-grams are hashed to.</summary>
    public const int Buckets = 1 << 17;

    private const int LongestNgram = 5;
    private const int LongestWord = 24;

    /// <summary>Adds the features of <paramref name="text"/> to <paramref name="features"/>, one entry per occurrence.</summary>
    /// <remarks>Letters count without case; everything that is neither letter nor mark separates words.</remarks>
    public static void Collect(ReadOnlySpan<char> text, List<int> features)
    {
        Span<char> word = stackalloc char[LongestWord + 2];
        word[0] = ' ';
        var length = 1;
        foreach (var unit in text)
        {
            if (IsPartOfWord(unit))
            {
                word[length++] = char.ToLowerInvariant(unit);
                if (length <= LongestWord)
                {
                    continue;
                }
            }

            if (length > 1)
            {
                word[length] = ' ';
                CollectWord(word[..(length + 1)], features);
                length = 1;
            }
        }

        if (length > 1)
        {
            word[length] = ' ';
            CollectWord(word[..(length + 1)], features);
        }
    }

    private static bool IsPartOfWord(char unit) => char.IsLetter(unit) || unit is '\'' or '’'
        || char.GetUnicodeCategory(unit) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static void CollectWord(ReadOnlySpan<char> word, List<int> features)
    {
        for (var start = 0; start < word.Length; start++)
        {
            var hash = 2_166_136_261u;
            for (var end = start; end < word.Length && end - start < LongestNgram; end++)
            {
                // FNV-1a over UTF-16 units.
                hash = (hash ^ word[end]) * 16_777_619u;
                if (end > start || word[end] != ' ')
                {
                    features.Add(Bucket(hash));
                }
            }
        }

        if (word.Length > LongestNgram)
        {
            var hash = 0x9E37_79B9u;
            foreach (var unit in word)
            {
                hash = (hash ^ unit) * 16_777_619u;
            }

            features.Add(Bucket(hash));
        }
    }

    private static int Bucket(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x85EB_CA6Bu;
        hash ^= hash >> 13;
        return (int)(hash & (Buckets - 1));
    }
}
