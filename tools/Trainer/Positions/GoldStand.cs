using OnRecord.Data;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Trainer.Positions;

/// <summary>A gold position; ranges count in the article's full text.</summary>
/// <param name="Names">Canonical name and aliases of the holder.</param>
/// <param name="IsUnnamed">Whether no actor stands behind it.</param>
/// <param name="Label">The stance.</param>
/// <param name="Cue">Where the cue stands inside the evidence.</param>
/// <param name="Evidence">Where the evidence stands.</param>
/// <param name="AlsoIn">Other sentences that state it.</param>
internal sealed record GoldStand(
    IReadOnlyList<string> Names, bool IsUnnamed, StanceLabel Label, IReadOnlyList<TextRange> Cue, IReadOnlyList<TextRange> Evidence, IReadOnlyList<TextRange> AlsoIn)
{
    /// <summary>Whether gold calls its holder so, with or without an article.</summary>
    public bool IsCalled(string name) => HolderNames.Variants(name).Any(variant => Names.Contains(variant, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the same words give another holder the same stance: "Ann Lee and Tom Reed said …".</summary>
    public bool IsHeldWith(GoldStand other) =>
        Label == other.Label && Cue.SequenceEqual(other.Cue) && Evidence.SequenceEqual(other.Evidence) && Names[0] != other.Names[0];

    /// <summary>The gold positions of an article.</summary>
    public static IReadOnlyList<GoldStand> Of(BoardStory story, BoardArticle article)
    {
        var names = story.Actors.ToDictionary(actor => actor.Name, actor => actor.Aliases);
        return [.. article.Positions.Select(position =>
        {
            var evidence = PositionGold.Places(article.FullText, position.Evidence);
            return new GoldStand(
                [position.Holder, .. names.GetValueOrDefault(position.Holder, [])],
                position.IsUnnamed,
                GoldPositions.LabelOf(position.Stance),
                [.. PositionGold.Places(article.FullText, position.Cue).Where(place => evidence.Exists(one => one.Contains(place)))],
                evidence,
                [.. position.AlsoIn.SelectMany(sentence => PositionGold.Places(article.FullText, sentence))]);
        })];
    }
}
