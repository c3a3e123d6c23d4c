namespace OnRecord.Ingest;

/// <summary>
/// What is left of a text for finding its copies: the set of its word shingles, and a MinHash signature of that set cut into
/// bands (Broder, "On the resemblance and containment of documents", 1997; banding as in Leskovec, Rajaraman and Ullman,
/// "Mining of massive datasets", chapter 3). Two texts that share a band are worth comparing by their shingles.
/// </summary>
/// <remarks>
/// Every constant here is part of what the store holds: texts sketched with other ones would not meet. Immutable; pure function
/// of the text, hence the same on every replica.
/// </remarks>
public sealed class TextSketch
{
    /// <summary>Bands a signature is cut into.</summary>
    public const int Bands = 32;

    // Two values a band: texts that share a third of their shingles (a copy cut to a third) meet in some band with probability
    // 1 - (1 - 1/9)^32 = 0.977, strangers that share one in a thousand with 0.00003.
    private const int RowsPerBand = 2;
    private const int WordsPerShingle = 4;

    // Below this a text is too short to tell a copy from a common phrase.
    private const int MinShingles = 12;

    private const ulong FnvOffset = 14_695_981_039_346_656_037;
    private const ulong FnvPrime = 1_099_511_628_211;

    private static readonly (ulong Factor, ulong Summand)[] HashFamily = MakeHashFamily();

    private readonly ulong[] _shingles;
    private readonly ReadOnlyMemory<char> _text;
    private TextFacts? _facts;

    private TextSketch(ReadOnlyMemory<char> text, ulong[] shingles, long[] buckets)
    {
        _text = text;
        _shingles = shingles;
        Buckets = buckets;
    }

    /// <summary>The numbers, names and dates of the text; read when they are asked for, which is when two texts are nearly alike.</summary>
    public TextFacts Facts => _facts ??= TextFacts.Of(_text.Span);

    /// <summary>One value a band, with the band's number mixed in; empty for a text too short to compare.</summary>
    public IReadOnlyList<long> Buckets { get; }

    /// <summary>Number of different shingles.</summary>
    public int Size => _shingles.Length;

    /// <summary>Sketches a text. Case, spacing and punctuation do not matter.</summary>
    public static TextSketch Of(ReadOnlyMemory<char> text)
    {
        var shingles = Shingle(text.Span);
        return new TextSketch(text, shingles, shingles.Length < MinShingles ? [] : Sign(shingles));
    }

    /// <inheritdoc cref="Of(ReadOnlyMemory{char})" />
    public static TextSketch Of(string text) => Of(text.AsMemory());

    /// <summary>Number of shingles that both texts have.</summary>
    public int Shared(TextSketch other)
    {
        int shared = 0, here = 0, there = 0;
        while (here < _shingles.Length && there < other._shingles.Length)
        {
            var order = _shingles[here].CompareTo(other._shingles[there]);
            shared += order == 0 ? 1 : 0;
            here += order <= 0 ? 1 : 0;
            there += order >= 0 ? 1 : 0;
        }

        return shared;
    }

    private static ulong[] Shingle(ReadOnlySpan<char> text)
    {
        var found = new List<ulong>(text.Length / 5);
        Span<ulong> window = stackalloc ulong[WordsPerShingle];
        var words = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var word = FnvOffset;
            // Scripts that write no spaces go character by character.
            var single = IsIdeographic(text[at]);
            do
            {
                word = (word ^ char.ToLowerInvariant(text[at])) * FnvPrime;
                at++;
            }
            while (!single && at < text.Length && char.IsLetterOrDigit(text[at]) && !IsIdeographic(text[at]));

            window[words % WordsPerShingle] = word;
            words++;
            if (words >= WordsPerShingle)
            {
                var shingle = 0ul;
                for (var back = WordsPerShingle; back > 0; back--)
                {
                    shingle = Mix((shingle * 31) + window[(words - back) % WordsPerShingle]);
                }

                found.Add(shingle);
            }
        }

        found.Sort();
        return [.. found.Distinct()];
    }

    private static long[] Sign(ulong[] shingles)
    {
        var buckets = new long[Bands];
        for (var band = 0; band < Bands; band++)
        {
            var bucket = (ulong)band;
            for (var row = 0; row < RowsPerBand; row++)
            {
                bucket = Mix((bucket * 31) + Smallest(shingles, HashFamily[(band * RowsPerBand) + row]));
            }

            buckets[band] = (long)bucket;
        }

        return buckets;
    }

    private static ulong Smallest(ulong[] shingles, (ulong Factor, ulong Summand) hash)
    {
        var smallest = ulong.MaxValue;
        foreach (var shingle in shingles)
        {
            smallest = Math.Min(smallest, (shingle * hash.Factor) + hash.Summand);
        }

        return smallest;
    }

    private static (ulong Factor, ulong Summand)[] MakeHashFamily()
    {
        var state = 0x0E_C0_4Dul;
        var family = new (ulong, ulong)[Bands * RowsPerBand];
        for (var at = 0; at < family.Length; at++)
        {
            family[at] = (Next() | 1, Next());
        }

        return family;

        // SplitMix64 (Steele, Lea and Flood, 2014).
        ulong Next() => Mix(state += 0x9E37_79B9_7F4A_7C15);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }

    private static bool IsIdeographic(char unit) => unit is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';
}
