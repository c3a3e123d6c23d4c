using System.Collections.Frozen;
using System.Globalization;

namespace OnRecord.Stances;

/// <summary>How likely a noun is one of somebody who speaks: learned from who is the subject of verbs of saying in news (speakers.tsv).</summary>
internal static class SpeakerNouns
{
    private static readonly FrozenDictionary<string, float> Known = Lexicon.Read("speakers").ToFrozenDictionary(
        row => row[0], row => float.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, float>.AlternateLookup<ReadOnlySpan<char>> ByWord = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>0 to 1; -1 for a noun that the news of the list never has as a subject.</summary>
    public static float Of(ReadOnlySpan<char> noun) => ByWord.TryGetValue(noun, out var probability) ? probability : -1;
}
