using System.Collections.Frozen;

namespace OnRecord.Language.Coreference;

/// <summary>Verb forms that introduce what somebody says.</summary>
internal static class SpeechVerbs
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Forms = (
        "said says say saying told tells added adds asked asks wrote writes tweeted replied answered explained explains argued argues "
        + "insisted insists claimed claims stated states declared announced warned noted notes admitted acknowledged continued concluded "
        + "recalled remarked responded denied denies confirmed stressed suggested joked quipped testified thinks thought believes").Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => Forms.Contains(word);
}
