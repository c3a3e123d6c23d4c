using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>A position of a story, made ready to be compared with the others.</summary>
/// <param name="position">The position.</param>
/// <param name="holder">Who holds it, as the story knows them.</param>
/// <param name="terms">The numbers of its terms, ascending.</param>
/// <param name="evidence">The numbers of the words of its evidence, ascending.</param>
internal sealed class StoryMember(StoredPosition position, string holder, int[] terms, int[] evidence)
{
    public StoredPosition Position => position;

    public string Holder => holder;

    public int[] Terms => terms;

    public int[] Evidence => evidence;

    public string Text { get; } = position.About;

    public string[] Numbers { get; } = [.. ClaimText.Words(position.About).Where(word => char.IsAsciiDigit(word[0]))];

    public float[]? Vector { get; } = ClaimVector.Unpacked(position.Vector);

    public float[]? EvidenceVector { get; } = ClaimVector.Unpacked(position.EvidenceVector);

    /// <summary>How far down the article it stands; a headline stands at 0.</summary>
    public float Depth { get; } = MathF.Log(1 + position.EvidenceStart);

    public float ToCentre { get; set; }

    public float EvidenceToCentre { get; set; }

    public float ToTitles { get; set; }

    public float ToOwnTitle { get; set; }

    public float ToNearestTitle { get; set; }

    public float ToTitlesInAll { get; set; }

    public int Side { get; } = position.Stance switch
    {
        StanceLabel.Affirms or StanceLabel.Supports => 1,
        StanceLabel.Denies or StanceLabel.Opposes or StanceLabel.Questions => -1,
        _ => 0,
    };

    public bool IsTarget { get; } = position.Stance is StanceLabel.Supports or StanceLabel.Opposes;

    public bool IsSilent { get; } = position.Stance is StanceLabel.NoComment;
}
