using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest.Tests;

public sealed class IntakeGateTests
{
    private const int Megabyte = 1_000_000;

    [Fact]
    public void Too_many_calls_at_a_time_are_told_when_to_come_back()
    {
        using var gate = Gate(new IntakeOptions { MaxConcurrentCalls = 1 });
        using (gate.Enter(bytes: 1))
        {
            var refused = Assert.Throws<RpcException>(() => gate.Enter(bytes: 1));

            Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
            Assert.True(refused.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        }

        gate.Enter(bytes: 1).Dispose();
    }

    [Fact]
    public void A_refused_call_takes_no_room()
    {
        using var gate = Gate(new IntakeOptions { MaxInFlightBytes = 16 * Megabyte, MaxConcurrentCalls = 2 });
        using (gate.Enter(10 * Megabyte))
        {
            Assert.Throws<RpcException>(() => gate.Enter(10 * Megabyte));
            Assert.Throws<RpcException>(() => gate.Enter(10 * Megabyte));
            gate.Enter(1).Dispose();
        }

        gate.Enter(10 * Megabyte).Dispose();
    }

    [Fact]
    public async Task A_stream_waits_for_room_instead()
    {
        using var gate = Gate(new IntakeOptions { MaxInFlightBytes = 16 * Megabyte });
        var held = await gate.EnterStreamAsync(10 * Megabyte, CancellationToken.None);

        var waiting = gate.EnterStreamAsync(10 * Megabyte, CancellationToken.None);

        // Where there is room the call has it before it returns.
        Assert.False(waiting.IsCompleted);
        held.Dispose();

        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_long_backlog_puts_calls_off_and_holds_streams()
    {
        using var gate = Gate(new IntakeOptions { MaxBacklog = 10 });
        gate.Backlog = 10;

        Assert.Equal(StatusCode.ResourceExhausted, Assert.Throws<RpcException>(() => gate.Enter(1)).StatusCode);
        var waiting = gate.EnterStreamAsync(1, CancellationToken.None);

        // Where there is room the call has it before it returns.
        Assert.False(waiting.IsCompleted);
        gate.Backlog = 0;

        (await waiting).Dispose();
    }

    [Fact]
    public void Each_article_that_leaves_makes_room_for_another_one()
    {
        using var gate = Gate(new IntakeOptions { MaxUnderWay = 2 });
        Store(gate);
        Store(gate);
        Assert.Throws<RpcException>(() => gate.Enter(1));

        gate.Leave(1);

        Store(gate);
        Assert.Throws<RpcException>(() => gate.Enter(1));
    }

    [Theory]
    [InlineData(SubmitOutcome.Created, 1)]
    [InlineData(SubmitOutcome.Revised, 1)]
    [InlineData(SubmitOutcome.Syndicated, 1)]
    [InlineData(SubmitOutcome.Duplicate, 0)]
    public void What_is_known_already_or_refused_is_not_under_way(SubmitOutcome outcome, int underWay)
    {
        using var gate = Gate(new IntakeOptions());
        using (gate.Enter(1))
        {
            Assert.Equal(1, gate.UnderWay);
        }

        Assert.Equal(0, gate.UnderWay);
        Store(gate, outcome);
        Assert.Equal(underWay, gate.UnderWay);
    }

    [Fact]
    public async Task A_pipeline_that_has_shown_what_it_does_is_given_as_much_as_it_does_in_the_longest_wait()
    {
        var clock = new FakeTimeProvider();
        using var gate = Gate(new IntakeOptions { MaxWaitSeconds = 10, MinUnderWay = 50 }, clock);
        // The ledger is that of all replicas: most of what leaves does so elsewhere.
        for (var second = 0; second < 60; second++, clock.Advance(TimeSpan.FromSeconds(1)))
        {
            gate.Count(open: gate.Limit, left: 30 * second);
        }

        Assert.InRange(gate.Limit, 280, 300);
        Assert.False(gate.HasRoom);
        Assert.Equal(StatusCode.ResourceExhausted, Assert.Throws<RpcException>(() => gate.Enter(1)).StatusCode);
        var stream = gate.EnterStreamAsync(1, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(stream.IsCompleted);
        gate.Leave(2);

        Store(gate);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await stream.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public void The_limits_of_the_settings_hold_whatever_the_rate()
    {
        var clock = new FakeTimeProvider();
        using var gate = Gate(new IntakeOptions { MinUnderWay = 50, MaxUnderWay = 80 }, clock);
        Assert.Equal(50, gate.Limit);
        for (var second = 0; second < 60; second++, clock.Advance(TimeSpan.FromSeconds(1)))
        {
            gate.Count(open: 10_000, left: 30 * second);
        }

        Assert.Equal(80, gate.Limit);
    }

    [Fact]
    public async Task An_article_larger_than_all_the_room_goes_alone_rather_than_never()
    {
        using var gate = Gate(new IntakeOptions { MaxInFlightBytes = 16 * Megabyte });

        (await gate.EnterStreamAsync(100 * Megabyte, CancellationToken.None)).Dispose();
    }

    private static IntakeGate Gate(IntakeOptions options, TimeProvider? clock = null) => new(Options.Create(options), clock ?? TimeProvider.System);

    private static void Store(IntakeGate gate, SubmitOutcome outcome = SubmitOutcome.Created)
    {
        using var admission = gate.Enter(1);
        admission.Stored(outcome);
    }
}
