using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OnRecord.Web;

/// <summary>Says which service it is that does not answer: the status of a connection that was refused names none.</summary>
internal sealed class NamedService(string name) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(
            NamedAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private async Task<TResponse> NamedAsync<TResponse>(Task<TResponse> response)
    {
        try
        {
            return await response;
        }
        catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            throw new RpcException(new Status(fault.StatusCode, $"The {name} service does not answer. Try again in a moment.", fault), fault.Trailers);
        }
    }
}
