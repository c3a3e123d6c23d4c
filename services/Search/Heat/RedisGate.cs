using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace OnRecord.Search;

/// <summary>
/// The way to Redis, which is never needed for a right answer: a call that fails or is slow is given up, and for a moment nobody
/// tries again. The connection comes back by itself.
/// </summary>
public sealed class RedisGate : IAsyncDisposable
{
    /// <summary>Longest time that a caller waits for Redis.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly ILogger<RedisGate> _logger;
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;
    private long _closedUntil;

    public RedisGate(string connectionString, TimeProvider clock, ILogger<RedisGate> logger)
    {
        (_clock, _logger) = (clock, logger);
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1_000;
        options.AsyncTimeout = (int)Patience.TotalMilliseconds;
        options.SyncTimeout = (int)Patience.TotalMilliseconds;
        // While the connection is away a command fails at once; queueing would only delay the fallback.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        _connection = new(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <summary>Runs a command.</summary>
    /// <returns>Whether Redis answered, and what.</returns>
    public async Task<(bool Answered, T? Value)> TryAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellation)
    {
        var now = _clock.GetTimestamp();
        if (now < Interlocked.Read(ref _closedUntil))
        {
            return (false, default);
        }

        try
        {
            var connection = await _connection.Value.WaitAsync(cancellation);
            return (true, await command(connection.GetDatabase()).WaitAsync(Patience, _clock, cancellation));
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            Interlocked.Exchange(ref _closedUntil, _clock.GetTimestamp() + (long)(Pause.TotalSeconds * _clock.TimestampFrequency));
            _logger.LogWarning("Redis does not answer ({Reason}); going on without it", fault.Message);
            return (false, default);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
        {
            await (await _connection.Value).DisposeAsync();
        }
    }
}
