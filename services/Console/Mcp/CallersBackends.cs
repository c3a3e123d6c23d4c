using Grpc.Core;
using Grpc.Core.Interceptors;
using ModelContextProtocol;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Web.Mcp;

/// <summary>The services as the caller of a tool may use them: with the caller's key or token, never with the console's.</summary>
internal sealed class CallersBackends(Backends backends, IHttpContextAccessor http)
{
    private static readonly string[] Credentials = ["x-api-key", "authorization"];

    public StanceService.StanceServiceClient Stance => new(Invoker(backends.StanceInvoker()));

    public SearchService.SearchServiceClient Search => new(Invoker(backends.SearchInvoker()));

    /// <summary>Waits for an answer of a service; what it refuses is told to the model in its own words.</summary>
    /// <exception cref="McpException">The service has refused the call or does not answer.</exception>
    public async Task<T> AskAsync<T>(Func<DateTime, AsyncUnaryCall<T>> call)
    {
        try
        {
            return await call(backends.Deadline);
        }
        catch (RpcException fault)
        {
            throw new McpException(fault.Status.Detail, fault);
        }
    }

    private CallInvoker Invoker(CallInvoker invoker) => invoker.Intercept(metadata =>
    {
        foreach (var name in Credentials)
        {
            if (http.HttpContext?.Request.Headers[name] is [{ Length: > 0 } value])
            {
                metadata.Add(name, value);
            }
        }

        return metadata;
    });
}
