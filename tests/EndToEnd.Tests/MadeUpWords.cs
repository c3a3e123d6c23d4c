namespace OnRecord.EndToEnd.Tests;

/// <summary>Words that no dictionary holds: texts made of different ones have nothing in common. The same seed gives the same words.</summary>
internal sealed class MadeUpWords(int seed)
{
    private static readonly string[] Syllables =
        ["bal", "cor", "dun", "fel", "gar", "hos", "kel", "lor", "mar", "nes", "pel", "quin", "ros", "sul", "tor", "vel", "wes", "yar"];

    private readonly Random _random = new(seed);

    /// <summary>For a text about something, whose name is the seed.</summary>
    public MadeUpWords(string name)
        : this(name.Aggregate(17, (hash, letter) => (hash * 31) + letter))
    {
    }

    /// <summary>A thing: "balcorvel".</summary>
    public string Thing() => Pick(Syllables) + Pick(Syllables) + Pick(Syllables);

    /// <summary>A name: "Balcorvel".</summary>
    public string Name()
    {
        var word = Thing();
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    /// <summary>One of the given.</summary>
    public string Pick(string[] from) => from[_random.Next(from.Length)];

    /// <summary>A number from 0.</summary>
    public int Number(int below) => _random.Next(below);
}
