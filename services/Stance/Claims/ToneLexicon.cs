using System.Collections.Frozen;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What a word says of the truth of what it stands by.</summary>
internal enum Tone : byte
{
    Plain,
    Negation,
    Refute,
    Doubt,
    Confirm,
    Report,
}

/// <summary>Words by which a text sides with a claim, against it, or keeps its distance.</summary>
internal static class ToneLexicon
{
    private static readonly FrozenSet<string> Refute = ClaimLexicon.Stems("tones", "refute");

    private static readonly FrozenSet<string> Doubt = ClaimLexicon.Stems("tones", "doubt");

    private static readonly FrozenSet<string> Confirm = ClaimLexicon.Stems("tones", "confirm");

    private static readonly FrozenSet<string> Report = ClaimLexicon.Stems("tones", "report");

    /// <summary>The tone of a word.</summary>
    public static Tone Of(string lower, string stem) =>
        ClaimLexicon.IsNegation(lower) ? Tone.Negation
        : Refute.Contains(stem) ? Tone.Refute
        : Doubt.Contains(stem) ? Tone.Doubt
        : Confirm.Contains(stem) ? Tone.Confirm
        : Report.Contains(stem) ? Tone.Report
        : Tone.Plain;
}
