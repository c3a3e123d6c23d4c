using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Options;

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
        gate.Enter(1).Dispose();
        gate.Enter(1).Dispose();
        Assert.Throws<RpcException>(() => gate.Enter(1));

        gate.Leave(1);

        gate.Enter(1).Dispose();
        Assert.Throws<RpcException>(() => gate.Enter(1));
    }

    [Fact]
    public async Task An_article_larger_than_all_the_room_goes_alone_rather_than_never()
    {
        using var gate = Gate(new IntakeOptions { MaxInFlightBytes = 16 * Megabyte });

        (await gate.EnterStreamAsync(100 * Megabyte, CancellationToken.None)).Dispose();
    }

    private static IntakeGate Gate(IntakeOptions options) => new(Options.Create(options), TimeProvider.System);
}
