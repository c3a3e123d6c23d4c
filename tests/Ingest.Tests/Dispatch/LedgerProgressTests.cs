namespace OnRecord.Ingest.Tests;

public sealed class LedgerProgressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0, 0, 1_000, 0, true, true)]                 // nothing has ever come back, and nothing waits
    [InlineData(0, 0, 1_000, 0, false, false)]               // nothing has ever come back, but a queue holds something: a service is away
    [InlineData(290_000, 200_000, 100_000, 0, false, true)]  // a later publication has come back
    [InlineData(290_000, 100_000, 100_000, 0, true, false)]  // the pipeline works
    [InlineData(230_000, 100_000, 100_000, 0, true, true)]   // the pipeline stands still with empty queues
    [InlineData(230_000, 100_000, 100_000, 0, false, false)] // it stands still with full ones
    [InlineData(290_000, 100_000, 100_000, 100_001, false, true)]  // the broker was wiped since
    [InlineData(290_000, 100_000, 100_000, 100_000, false, false)] // it was wiped before
    public void A_publication_is_lost_when_the_broker_forgot_it_or_it_was_overtaken_or_nothing_waits_and_nothing_moves(
        long closedAt, long newest, long publishedAt, long keptSince, bool idle, bool lost)
    {
        var progress = new LedgerProgress { ClosedAt = closedAt, NewestPublication = newest, KeptSince = keptSince };

        Assert.Equal(lost, progress.Lost(publishedAt, now: 300_000, Patience, idle));
    }
}
