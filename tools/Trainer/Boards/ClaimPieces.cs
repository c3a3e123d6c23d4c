using System.Text.Json;
using OnRecord.Language.Meaning;
using OnRecord.Stances;

namespace OnRecord.Trainer.Boards;

/// <summary>What the encoder is tuned on: the wordings and evidence of a story's positions, cut into its pieces, with their gold claims.</summary>
internal static class ClaimPieces
{
    /// <summary>One JSON object a position that has a gold claim: story, part, claim, pieces of wording and of evidence.</summary>
    public static IEnumerable<string> Lines(LabelledStory story) => Lines(story.Gold.Story, "given", story.Given).Concat(Lines(story.Gold.Story, "found", story.Found));

    private static IEnumerable<string> Lines(string name, string part, LabelledPositions story) => story.Positions.Zip(story.Claims)
        .Where(position => position.Second is not null)
        .Select(position => JsonSerializer.Serialize(new
        {
            story = name,
            part,
            claim = position.Second,
            about = Cut(ClaimVector.Plain(position.First.About)),
            evidence = Cut(ClaimVector.Plain(position.First.Evidence)),
        }));

    private static IEnumerable<int> Cut(string text) => MeaningEncoder.Default.Cut(text).Select(piece => piece.Id);
}
