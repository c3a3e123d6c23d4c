using Google.Rpc;
using Grpc.Core;

namespace OnRecord.Cli.Connect;

/// <summary>An error in words for the user, with its exit code.</summary>
internal sealed record Failure(string Message, int ExitCode)
{
    /// <summary>Null for what nobody foresaw: that may crash with its stack trace.</summary>
    public static Failure? Explain(Exception exception) => exception switch
    {
        UserException user => new Failure($"onrecord: {user.Message}", user.Code),
        OperationCanceledException => new Failure("onrecord: interrupted", Cli.ExitCode.Interrupted),
        RpcException { StatusCode: StatusCode.Cancelled } => new Failure("onrecord: interrupted", Cli.ExitCode.Interrupted),
        RpcException rpc => new Failure($"onrecord: {Describe(rpc)}", CodeOf(rpc.StatusCode)),
        IOException or UnauthorizedAccessException => new Failure($"onrecord: {exception.Message}", Cli.ExitCode.Failed),
        _ => null,
    };

    /// <summary>Status code, message, and what the google.rpc details add: fields and rules, reason, when to try again.</summary>
    public static string Describe(RpcException rpc)
    {
        var lines = new List<string> { $"{Name(rpc.StatusCode)}: {rpc.Status.Detail}" };
        if (rpc.GetRpcStatus() is { } status)
        {
            if (status.GetDetail<BadRequest>() is { } bad)
            {
                lines = [Name(rpc.StatusCode), .. bad.FieldViolations.Select(fault => $"  {fault.Field}: {fault.Description}")];
            }

            if (status.GetDetail<ErrorInfo>() is { Reason.Length: > 0 } info)
            {
                lines[0] += $" ({info.Reason})";
            }

            if (status.GetDetail<RetryInfo>()?.RetryDelay is { } delay)
            {
                lines.Add($"  Try again in {delay.ToTimeSpan().TotalSeconds:0.#} s.");
            }
        }

        else if (rpc.StatusCode == StatusCode.Unavailable)
        {
            lines.Add("  Is OnRecord running there? --endpoint names another address.");
        }

        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>"INVALID_ARGUMENT" for InvalidArgument: the name that the gRPC documentation uses.</summary>
    public static string Name(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    private static int CodeOf(StatusCode code) => code switch
    {
        StatusCode.NotFound => Cli.ExitCode.NotFound,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => Cli.ExitCode.Unavailable,
        _ => Cli.ExitCode.Failed,
    };
}
