using OnRecord.Language;
using OnRecord.Language.Coreference;
using OnRecord.Language.Models;

namespace OnRecord.Trainer.Coreference;

/// <summary>A candidate as the ranker sees it.</summary>
internal sealed record CandidateExample(int[] Own, int[] Pair, float[] Vector, bool IsRight);

/// <summary>An anaphor with its candidates; where none is right, nobody is meant.</summary>
internal sealed record ReferenceExample(AnaphorKind Kind, int[] Features, float[] Noun, float[] Governor, CandidateExample[] Candidates)
{
    /// <summary>How much it counts.</summary>
    public float Weight { get; init; } = 1;

    public bool IsNobody { get; } = !Candidates.Any(candidate => candidate.IsRight);
}
