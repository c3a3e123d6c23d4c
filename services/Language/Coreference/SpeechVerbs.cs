namespace OnRecord.Language.Coreference;

/// <summary>Verb forms that introduce what somebody says.</summary>
internal static class SpeechVerbs
{
    private static readonly WordSet Forms = LanguagePack.Default.Words("speech-verbs", "reference");

    public static bool Contains(ReadOnlySpan<char> word) => Forms.Contains(word);
}
