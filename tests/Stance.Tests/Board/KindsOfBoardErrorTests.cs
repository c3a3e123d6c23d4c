using OnRecord.Events;

namespace OnRecord.Stances.Tests;

/// <summary>What went wrong on boards and cannot be seen in one article: whole articles in, rows out.</summary>
public sealed class KindsOfBoardErrorTests
{
    [Fact]
    public void One_proposition_is_one_row_in_whatever_words()
    {
        var board = BoardOf(
            "Norvik Air will order its staff to keep men and women separated on its flights to Lima, the Harbour Post reported on Sunday.",
            "Norvik Air is planning to introduce gender segregation aboard its aeroplanes on flights to Lima, after complaints from male passengers.",
            "Norvik Air has no plans to split passengers by sex on flights to Lima, spokesman Olaf Berg said on Monday. Norvik Air dismissed claims that it wants men and "
            + "women to sit apart. The carrier said reports of gender segregation aboard its aeroplanes were false.",
            "According to Norvik Air spokesman Olaf Berg, the airline does not have plans to separate passengers based on gender on flights to Lima.");

        var row = Assert.Single(board.Claims);
        Assert.Equal(
            ["Harbour Post AFFIRMS", "Norvik Air DENIES", "Norvik Air SUPPORTS", "Olaf Berg DENIES"],
            row.Stands.Select(Stand).Order(StringComparer.Ordinal));
        Assert.NotNull(row.Contest);
    }

    [Fact]
    public void A_company_is_one_holder_whatever_it_is_called()
    {
        var board = BoardOf(
            "Norvik Air said the flight was safe. The carrier said on Monday that the crew had been trained.",
            "The airline said the crew had been trained. Norvik Air promised refunds.");

        Assert.Equal(["Norvik Air"], Holders(board));
    }

    [Fact]
    public void A_relative_whom_the_story_names_once_is_that_person()
    {
        var board = BoardOf("Reed’s mother, Ann Reed, said her son was innocent.", "Reed’s mother said her son was innocent. Ann Reed called for a new trial.");

        Assert.Equal(["Ann Reed"], Holders(board));
    }

    [Fact]
    public void A_demand_and_its_opposite_are_one_contested_row()
    {
        var row = Assert.Single(BoardOf("“Owen Darby must resign,” Ann Toller said.", "“Owen Darby must not resign,” Bo Marsh said.").Claims);

        Assert.NotNull(row.Contest);
        Assert.Equal(["Ann Toller SUPPORTS", "Bo Marsh OPPOSES"], row.Stands.Select(Stand).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Police said that Karl Imhof set fire to the Wessel sawmill in August. Imhof said he did not.", "“I did not,” Imhof said. Police said that Karl Imhof set fire to the Wessel sawmill.")]
    [InlineData("Karl Voss denied on Monday that he took bribes.", "Karl Voss took bribes, a witness confirmed.")]
    [InlineData("“I was misled,” Ann Toller said. “Owen Darby told me that the roof was safe.”", "Bo Marsh said the roof was not safe.")]
    public void Who_denies_what_another_says_contests_it(string one, string other) =>
        Assert.Single(BoardOf(one, other).Claims, claim => claim.Contest is not null);

    [Fact]
    public void A_silence_goes_to_what_was_asked()
    {
        var board = BoardOf(
            "The hostage was freed in a swap for two spies, the ministry said. Asked about the swap, the embassy declined to comment.",
            "The ministry said the hostage was freed in a swap for two spies. The treasurer said taxes on sugar would rise.");

        var row = Assert.Single(board.Claims, claim => claim.Stands.Any(stand => stand.Stance == StanceLabel.NoComment));
        Assert.Contains(row.Stands, stand => stand.Stance == StanceLabel.Affirms && stand.Holder.HolderName.Contains("ministry", StringComparison.OrdinalIgnoreCase));
    }

    private static List<string> Holders(Board board) =>
        [.. board.Claims.SelectMany(claim => claim.Stands).Select(stand => stand.Holder.HolderName).Distinct(StringComparer.Ordinal)];

    private static string Stand(BoardStand stand) => $"{stand.Holder.HolderName} {stand.Stance.ToString().ToUpperInvariant()}";

    private static Board BoardOf(params string[] texts)
    {
        var analyzer = HandMade.Analyzer();
        var positions = texts
            .Select((text, i) => analyzer.Analyze(HandMade.Recognized(HandMade.Article(Guid.NewGuid(), hour: i, outlet: $"Outlet {i}", text: text)), CancellationToken.None))
            .SelectMany(analysed => analysed.Positions.Select(position => position.Of(analysed))).ToList();
        var claims = ClaimGrouper.Group(Guid.Empty, positions);
        return BoardBuilder.Build(Guid.Empty, texts.Length, texts.Length, 0, positions.Zip(claims, (position, claim) => position with { ClaimId = claim }));
    }
}
