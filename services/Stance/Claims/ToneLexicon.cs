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
    private static readonly FrozenSet<string> Refute = Stems(
        """
        fake faked hoax hoaxer false falsely untrue deny denial refute debunk disprove discredit dispute reject dismiss rebut bogus fabricate
        fabrication fraud fraudulent prank satire satirical myth incorrect wrong wrongly inaccurate mislead misleading mistaken error erroneous
        retract retraction correction corrected apologize apologise apology doctored photoshop photoshopped invented baseless unfounded groundless
        contradict nonsense rubbish lie lies lying liar misreport misreported misidentified parody spoof stunt staged conspiracy unsubstantiated
        disavow withdrawn implausible impossible actually contrary
        """);

    private static readonly FrozenSet<string> Doubt = Stems(
        """
        rumor rumour rumored unconfirmed unverified unclear uncertain allege alleged allegedly allegation apparently apparent suppose supposed
        supposedly purport purported purportedly reportedly speculate speculation might perhaps maybe possibly possible could doubt
        doubtful skeptical sceptical skeptic question questionable whether if suspect suspicion hearsay gossip investigate investigation
        dubious mystery viral unproven potential potentially likely claim claimed
        """);

    private static readonly FrozenSet<string> Confirm = Stems(
        """
        confirm confirmation verify verified official officially announce announced announcement reveal revealed prove proven proof
        acknowledge admit admitted admission true truth truly real authentic genuine indeed evidence definitely certainly reveals
        """);

    private static readonly FrozenSet<string> Report = Stems(
        """
        report reports reported say says said tell told accord source sources believe believed think thought suggest suggested
        post posted tweet tweeted publish published newspaper quote cite cited spokesman spokeswoman spokesperson statement
        """);

    /// <summary>The tone of a word.</summary>
    public static Tone Of(string lower, string stem) =>
        ClaimLexicon.IsNegation(lower) ? Tone.Negation
        : Refute.Contains(stem) ? Tone.Refute
        : Doubt.Contains(stem) ? Tone.Doubt
        : Confirm.Contains(stem) ? Tone.Confirm
        : Report.Contains(stem) ? Tone.Report
        : Tone.Plain;

    private static FrozenSet<string> Stems(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(PorterStemmer.Stem).ToFrozenSet(StringComparer.Ordinal);
}
