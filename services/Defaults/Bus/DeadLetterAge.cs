using System.Globalization;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OnRecord.Defaults;

/// <summary>
/// Lets go of dead letters of this process's endpoints that are older than they are kept: they hold whole articles, also those that were erased
/// meanwhile. What ingest has kept can still be sent again.
/// </summary>
internal sealed class DeadLetterAge(IBusControl bus, IOptions<BusOptions> options, TimeProvider clock, ILogger<DeadLetterAge> logger) : BackgroundService
{
    private const string FaultTime = "MT-Fault-Timestamp";

    // Of a queue in one look; the oldest stand in front.
    private const int Most = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await TrySweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Drops what is too old.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        if (options.Value.DeadLetterDays == 0)
        {
            return 0;
        }

        var before = clock.GetUtcNow().AddDays(-options.Value.DeadLetterDays);
        var dropped = 0;
        await using var connection = await RabbitMqAddress.Parse(options.Value.Host).ToConnectionFactory("onrecord dead letters").CreateConnectionAsync(cancellation);
        foreach (var endpoint in bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Queue()))
        {
            dropped += await SweepAsync(connection, endpoint + "_error", before, cancellation) + await SweepAsync(connection, endpoint + "_skipped", before, cancellation);
        }

        return dropped;
    }

    private static async Task<int> SweepAsync(IConnection connection, string queue, DateTimeOffset before, CancellationToken cancellation)
    {
        // What is neither dropped nor given back goes back with the channel.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        var dropped = 0;
        try
        {
            for (var seen = 0; seen < Most && await channel.BasicGetAsync(queue, autoAck: false, cancellation) is { } letter; seen++)
            {
                var since = Since(letter);
                if (since < before)
                {
                    await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellation);
                    dropped++;
                }
                else if (since is not null)
                {
                    break;
                }
            }
        }
        catch (OperationInterruptedException fault) when (fault.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // Nothing has ever failed there.
        }

        return dropped;
    }

    /// <summary>When it failed, or else was sent; null for what says neither.</summary>
    private static DateTimeOffset? Since(BasicGetResult letter)
    {
        if (letter.BasicProperties.Headers is { } headers && headers.TryGetValue(FaultTime, out var value) && value is byte[] text
            && DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var failed))
        {
            return failed;
        }

        try
        {
            using var envelope = JsonDocument.Parse(letter.Body);
            return envelope.RootElement.TryGetProperty("sentTime", out var time) && time.TryGetDateTimeOffset(out var sent) ? sent : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellation)
    {
        try
        {
            if (await SweepAsync(cancellation) is > 0 and var dropped)
            {
                logger.LogInformation("Dropped {Count} dead letters that were older than {Days} days", dropped, options.Value.DeadLetterDays);
            }
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // A broker that is away: the next round makes up for it.
            logger.LogDebug(fault, "The dead letters could not be looked through");
        }
    }
}
