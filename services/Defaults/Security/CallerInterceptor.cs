using System.Security.Claims;
using System.Threading.RateLimiting;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>Lets a call in when its caller holds the scope and keeps to the rate.</summary>
internal sealed class CallerInterceptor : Interceptor, IDisposable
{
    /// <summary>Category of the audit trail: it is written whatever the default level of the log is.</summary>
    public const string AuditTrail = "OnRecord.Audit";

    private readonly AuthOptions _auth;
    private readonly PartitionedRateLimiter<string>? _limiter;
    private readonly ILogger _audit;

    public CallerInterceptor(IOptions<AuthOptions> auth, IOptions<LimitOptions> limits, ILoggerFactory loggers)
    {
        (_auth, _audit) = (auth.Value, loggers.CreateLogger(AuditTrail));
        if (limits.Value.CallsPerSecond > 0)
        {
            var options = limits.Value;
            _limiter = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetTokenBucketLimiter(
                caller,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Math.Max(options.Burst, options.CallsPerSecond),
                    TokensPerPeriod = options.CallsPerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    AutoReplenishment = true,
                }));
        }
    }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(requestStream, responseStream, context);
    }

    public void Dispose() => _limiter?.Dispose();

    private void Admit(ServerCallContext context)
    {
        if (Scopes.For(context.Method) is not { } scope)
        {
            return;
        }

        var user = context.GetHttpContext().User;
        var address = context.GetHttpContext().Connection.RemoteIpAddress?.ToString() ?? "";
        var caller = user.FindFirstValue(ClaimTypes.Name) ?? user.FindFirstValue("sub") ?? address;
        if (_auth.Enabled && Refusal(user, scope) is { } refusal)
        {
            if (scope == Scopes.Admin)
            {
                _audit.LogWarning("Admin call {Method} by {Caller} from {Address} was refused", context.Method, caller, address);
            }

            throw refusal;
        }

        if (scope == Scopes.Admin)
        {
            // One line for each call that changes more than articles.
            _audit.LogInformation("Admin call {Method} by {Caller} from {Address}", context.Method, caller, address);
        }

        if (_limiter is null)
        {
            return;
        }

        using var lease = _limiter.AttemptAcquire(caller);
        if (!lease.IsAcquired)
        {
            throw RequestFaults.ResourceExhausted(
                "Too many calls; slow down.",
                lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1));
        }
    }

    private static RpcException? Refusal(ClaimsPrincipal user, string scope)
    {
        if (user.Identity is not { IsAuthenticated: true })
        {
            return RequestFaults.Error(Code.Unauthenticated, $"Send a known key in {ApiKeyHandler.Header}, or a token.", "UNAUTHENTICATED");
        }

        // A JWT may hold its scopes in one claim, separated by blanks (RFC 8693, section 4.2).
        return user.FindAll(ApiKeyHandler.ScopeClaim).Any(claim => claim.Value.Split(' ').Contains(scope))
            ? null
            : RequestFaults.Error(Code.PermissionDenied, $"This call needs the scope \"{scope}\".", "SCOPE_MISSING");
    }
}
