using System.Net.Sockets;
using System.Text.RegularExpressions;
using Google.Rpc;
using Grpc.Core;

namespace OnRecord.Cli.Connect;

/// <summary>An error in words for the user, with its exit code.</summary>
internal sealed partial record Failure(string Message, int ExitCode)
{
    // How the command line calls what the API calls a field.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["page_size"] = "--top",
        ["page_token"] = "--page-token",
        ["story_id"] = "STORY",
        ["filter.story_id"] = "--story",
        ["article_id"] = "ARTICLE",
        ["position_id"] = "POSITION",
        ["entity_id"] = "ENTITY",
        ["holder_id"] = "--holder",
        ["filter.holder_id"] = "--holder",
        ["target_id"] = "--about",
        ["stances"] = "--stance",
        ["filter.stances"] = "--stance",
        ["outlet"] = "--outlet",
        ["filter.outlets"] = "--outlet",
        ["filter.languages"] = "--language",
        ["filter.entity_ids"] = "--entity",
        ["entity_ids"] = "--entity",
        ["time_range"] = "--since, --until",
        ["filter.time_range"] = "--since, --until",
        ["query"] = "QUERY",
        ["claim"] = "CLAIM",
        ["recency_weight"] = "--recency",
        ["resume_token"] = "--resume",
        ["reason"] = "--reason",
        ["revision"] = "--revision",
        ["feed_id"] = "FEED_ID",
        ["feed.url"] = "URL",
        ["feed.outlet"] = "--outlet",
        ["feed.poll_interval"] = "--every",
        ["article.text"] = "text",
        ["article.html"] = "html",
        ["article.content"] = "text or html",
        ["article.url"] = "url",
        ["article.outlet"] = "outlet",
        ["article.title"] = "title",
        ["article.authors"] = "authors",
        ["article.language"] = "language",
        ["article.publish_time"] = "published",
        ["request_id"] = "--run",
    };

    /// <summary>Null for what nobody foresaw: that may crash with its stack trace.</summary>
    /// <param name="exception">What ended the command.</param>
    /// <param name="tried">Addresses that it called.</param>
    public static Failure? Explain(Exception exception, IReadOnlyCollection<Uri> tried) => exception switch
    {
        UserException user => new Failure($"onrecord: {user.Message}", user.Code),
        OperationCanceledException => new Failure("onrecord: interrupted", Cli.ExitCode.Interrupted),
        RpcException { StatusCode: StatusCode.Cancelled } => new Failure("onrecord: interrupted", Cli.ExitCode.Interrupted),
        RpcException { StatusCode: StatusCode.Unavailable } down when down.GetRpcStatus() is null && !HasAnswered(down) => new Failure(
            $"onrecord: Nothing answers at {Addresses(tried)}. "
            + $"Is OnRecord running there? --endpoint or {Endpoints.Variable} names another address.",
            Cli.ExitCode.Unavailable),
        RpcException { Status.DebugException: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } } => new Failure(
            $"onrecord: No TLS with {Addresses(tried)}: is it http:// there, or is its certificate not trusted?", Cli.ExitCode.Unavailable),
        RpcException { Status.DebugException: HttpRequestException or IOException } => new Failure(
            tried.Any(address => address.Scheme == Uri.UriSchemeHttps)
                ? $"onrecord: What answers at {Addresses(tried)} ends the connection: it asks for a certificate (--certificate) or takes another one, or does not speak gRPC."
                : $"onrecord: What answers at {Addresses(tried)} ends the connection or does not speak gRPC. OnRecord's own gRPC port is 7100 unless Listen:Grpc says otherwise; console and JSON have another.",
            Cli.ExitCode.Unavailable),
        RpcException rpc => new Failure($"onrecord: {Describe(rpc)}", CodeOf(rpc.StatusCode)),
        IOException or InvalidDataException or UnauthorizedAccessException => new Failure($"onrecord: {exception.Message}", Cli.ExitCode.Failed),
        _ => null,
    };

    /// <summary>Whether a connection was made: gRPC calls it unavailable, too, when the other side then ends it or answers in another protocol.</summary>
    private static bool HasAnswered(RpcException rpc) => rpc.Status.DebugException is not (null or SocketException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    });

    private static string Addresses(IEnumerable<Uri> tried) => string.Join(" or ", tried.Select(address => address.ToString().TrimEnd('/')));

    /// <summary>What the service said, and what its details add: each broken rule, and when to try again.</summary>
    public static string Describe(RpcException rpc)
    {
        var lines = new List<string>();
        var status = rpc.GetRpcStatus();
        var faults = status?.GetDetail<BadRequest>()?.FieldViolations;
        if (faults is { Count: > 0 })
        {
            lines.AddRange(faults.Select(fault => Describe(fault.Field, fault.Description)));
        }
        else
        {
            lines.Add(rpc.Status.Detail.Length > 0 ? rpc.Status.Detail : Words(rpc.StatusCode));
        }

        if (status?.GetDetail<RetryInfo>()?.RetryDelay is { } delay)
        {
            lines.Add($"Try again in {delay.ToTimeSpan().TotalSeconds:0.#} s.");
        }

        return string.Join(Environment.NewLine + "onrecord: ", lines);
    }

    /// <summary>One broken rule: "--top: Must be 1 to 100."</summary>
    public static string Describe(string field, string description)
    {
        // "filter.entity_ids[2]" is one of the values of --entity.
        var plain = Index().Replace(field, "");
        var name = Names.GetValueOrDefault(plain, plain.Replace('_', ' '));
        return plain is "page_token" or "resume_token" ? $"{name}: is none that an earlier answer to the same command gave." : $"{name}: {description}";
    }

    /// <summary>A status for people: "not found".</summary>
    public static string Words(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static int CodeOf(StatusCode code) => code switch
    {
        StatusCode.NotFound => Cli.ExitCode.NotFound,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => Cli.ExitCode.Unavailable,
        _ => Cli.ExitCode.Failed,
    };

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
