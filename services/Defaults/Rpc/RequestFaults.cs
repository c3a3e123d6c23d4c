using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace OnRecord.Defaults;

/// <summary>
/// Gathers every broken rule of a request and reports them at once, as google.rpc.BadRequest. Also makes the other errors
/// that a method may answer with; each carries an ErrorInfo whose reason a client can rely on.
/// </summary>
public sealed class RequestFaults
{
    /// <summary>The ErrorInfo domain of all OnRecord errors.</summary>
    public const string Domain = "onrecord";

    private readonly List<BadRequest.Types.FieldViolation> _violations = [];

    /// <summary>Whether a rule was broken so far.</summary>
    public bool Any => _violations.Count > 0;

    /// <summary>The broken rules: proto field path and rule.</summary>
    public IEnumerable<(string Field, string Description)> All => _violations.Select(fault => (fault.Field, fault.Description));

    /// <summary>Notes a fault when <paramref name="holds"/> is false; gives <paramref name="holds"/> back.</summary>
    public bool Require(bool holds, string field, string rule)
    {
        if (!holds)
        {
            _violations.Add(new BadRequest.Types.FieldViolation { Field = field, Description = rule });
        }

        return holds;
    }

    /// <summary>Reads an id; notes a fault and gives <see cref="Guid.Empty"/> when it is not a UUID.</summary>
    public Guid Uuid(string value, string field)
    {
        Require(Guid.TryParse(value, out var id), field, "Must be a UUID.");
        return id;
    }

    /// <summary>Reads an id that may be left out; null when it is.</summary>
    public Guid? OptionalUuid(string value, string field) => value.Length == 0 ? null : Uuid(value, field);

    /// <summary>Reads a page size, where 0 stands for <paramref name="fallback"/>.</summary>
    public int PageSize(int value, int fallback, int max, string field = "page_size")
    {
        Require(value >= 0 && value <= max, field, $"Must be 0 to {max}.");
        return value == 0 ? fallback : value;
    }

    /// <summary>
    /// Reads a page token made by <see cref="Defaults.PageToken.Encode{T}"/> with the same <paramref name="filterKey"/>.
    /// Null for the first page, and for a token that is not ours, which is noted as a fault.
    /// </summary>
    public T? PageToken<T>(
        string token, string filterKey, string field = "page_token", string rule = "Must be the next_page_token of a response to the same request.")
        where T : class
    {
        if (token.Length == 0)
        {
            return null;
        }

        var position = Defaults.PageToken.Decode<T>(token, filterKey);
        Require(position is not null, field, rule);
        return position;
    }

    /// <summary>Answers INVALID_ARGUMENT with all faults, if there are any.</summary>
    /// <exception cref="RpcException">At least one rule was broken.</exception>
    public void ThrowIfAny()
    {
        if (!Any)
        {
            return;
        }

        var details = new BadRequest();
        details.FieldViolations.AddRange(_violations);
        var message = string.Join(" ", _violations.Select(fault => $"{fault.Field}: {fault.Description}"));
        throw Error(Code.InvalidArgument, message, "INVALID_FIELDS", details);
    }

    /// <summary>NOT_FOUND, reason KIND_NOT_FOUND.</summary>
    public static RpcException NotFound(string kind, string id) =>
        Error(Code.NotFound, $"There is no {kind} \"{Shorten(id)}\".", $"{kind.ToUpperInvariant()}_NOT_FOUND");

    /// <summary>ALREADY_EXISTS with a reason of the caller's.</summary>
    public static RpcException AlreadyExists(string reason, string message) => Error(Code.AlreadyExists, message, reason);

    /// <summary>FAILED_PRECONDITION with a reason of the caller's.</summary>
    public static RpcException FailedPrecondition(string reason, string message) => Error(Code.FailedPrecondition, message, reason);

    /// <summary>UNIMPLEMENTED: what is missing, in words for the caller.</summary>
    public static RpcException Unimplemented(string message) => Error(Code.Unimplemented, message, "NOT_IMPLEMENTED");

    /// <summary>RESOURCE_EXHAUSTED with RetryInfo: come back after <paramref name="retryAfter"/>.</summary>
    public static RpcException ResourceExhausted(string message, TimeSpan retryAfter) =>
        Error(Code.ResourceExhausted, message, "OVERLOADED", new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    /// <summary>UNAVAILABLE with RetryInfo: something the service needs does not answer.</summary>
    public static RpcException Unavailable(string message, TimeSpan retryAfter) =>
        Error(Code.Unavailable, message, "UNAVAILABLE", new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    /// <summary>An error with an ErrorInfo and, where given, one more detail.</summary>
    public static RpcException Error(Code code, string message, string reason, Google.Protobuf.IMessage? detail = null)
    {
        var status = new Status { Code = (int)code, Message = message };
        if (detail is not null)
        {
            status.Details.Add(Pack(detail));
        }

        status.Details.Add(Pack(new ErrorInfo { Domain = Domain, Reason = reason }));
        return status.ToRpcException();
    }

    private static Google.Protobuf.WellKnownTypes.Any Pack(Google.Protobuf.IMessage message) =>
        Google.Protobuf.WellKnownTypes.Any.Pack(message);

    private static string Shorten(string id) => id.Length <= 80 ? id : id[..80] + "…";
}
