namespace OnRecord.Ingest.Tests;

public sealed class LedgerProgressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0, 0, 1_000, true)]               // nothing has ever come back
    [InlineData(290_000, 200_000, 100_000, true)] // a later publication has come back
    [InlineData(290_000, 100_000, 100_000, false)] // a long queue is being worked off
    [InlineData(230_000, 100_000, 100_000, true)]  // the pipeline stands still
    public void A_publication_is_lost_when_it_was_overtaken_or_nothing_moves(long closedAt, long newest, long publishedAt, bool lost)
    {
        var progress = new LedgerProgress { ClosedAt = closedAt, NewestPublication = newest };

        Assert.Equal(lost, progress.Overtook(publishedAt, now: 300_000, Patience));
    }
}
