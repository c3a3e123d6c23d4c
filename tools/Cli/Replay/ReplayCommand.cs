using System.CommandLine;
using OnRecord.Cli.Values;
using RabbitMQ.Client.Exceptions;

namespace OnRecord.Cli.Replay;

/// <summary>onrecord replay: another try for dead letters.</summary>
internal static class ReplayCommand
{
    private const string Summary = "Move the dead letters of a queue (its _error queue, or its _skipped one) back to the queue, after the cause is mended.";

    private const string Details = """
        Examples:
          onrecord replay --queue entity-recognize-entities --dry-run
          onrecord replay --bus amqp://user:password@rabbit/ --queue entity-recognize-entities
          onrecord replay --queue stance-detect-positions --skipped
        """;

    public static Command Create()
    {
        var bus = new Option<string>("--bus")
        {
            Description = "RabbitMQ address. [ONRECORD_BUS]",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ONRECORD_BUS") ?? "amqp://guest:guest@127.0.0.1/",
        };
        var queue = new Option<string>("--queue") { Description = "Queue, without _error.", Required = true };
        var skipped = new Option<bool>("--skipped") { Description = "What a build did not know how to read, in place of what it gave up on." };
        var most = new Option<int>("--max") { Description = "Messages at most.", DefaultValueFactory = _ => int.MaxValue };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show the reasons; leave everything where it is." };
        var command = new DetailedCommand("replay", Summary, Details) { bus, queue, skipped, most, dryRun };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Uri.TryCreate(parsed.GetValue(bus), UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
            {
                throw new UserException("--bus must be amqp(s)://user:password@host[:port]/[vhost].");
            }

            var suffix = parsed.GetValue(skipped) ? DeadLetterMover.Skipped : DeadLetterMover.Errors;
            try
            {
                return await RunAsync(
                    address, suffix, parsed.GetValue(queue)!, parsed.GetValue(most), parsed.GetValue(dryRun), cancellation);
            }
            catch (BrokerUnreachableException fault)
            {
                var where = address.Port < 0 ? address.Host : $"{address.Host}:{address.Port}";
                throw new UserException(
                    IsRefusal(fault) ? $"RabbitMQ at {where} refuses the user or the password of --bus." : $"RabbitMQ does not answer at {where}. --bus names another address.",
                    ExitCode.Unavailable);
            }
            catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == RabbitMQ.Client.Constants.NotFound)
            {
                throw new UserException($"There is no queue {parsed.GetValue(queue)}{suffix}: nothing has come there yet.", ExitCode.NotFound);
            }
            catch (PublishException exception)
            {
                throw new UserException($"The broker did not take a message back: {exception.Message} It stays where it is.", ExitCode.Failed);
            }
        });
        return command;
    }

    private static bool IsRefusal(Exception? fault) => fault is AuthenticationFailureException || (fault is not null && IsRefusal(fault.InnerException));

    private static async Task<int> RunAsync(Uri bus, string suffix, string queue, int most, bool dryRun, CancellationToken cancellation)
    {
        await using var mover = new DeadLetterMover(bus, suffix);
        await mover.ConnectAsync(cancellation);
        var reasons = new Dictionary<string, int>();
        // A letter that fails again comes back to the end of the error queue: not a second time in this run.
        var waiting = Math.Min(most, await mover.CountAsync(queue, cancellation));
        var count = 0;
        while (count < waiting && await mover.TakeAsync(queue, cancellation) is { } letter)
        {
            if (!dryRun)
            {
                await mover.ReplayAsync(queue, letter, cancellation);
            }

            reasons[letter.Reason] = reasons.GetValueOrDefault(letter.Reason) + 1;
            count++;
        }

        foreach (var (reason, times) in reasons.OrderByDescending(reason => reason.Value))
        {
            Console.WriteLine($"{times,6}  {reason}");
        }

        await Console.Error.WriteLineAsync($"{Counted.Of(count, "message")} {(dryRun ? "wait" : "moved back")}");
        return ExitCode.Success;
    }
}
