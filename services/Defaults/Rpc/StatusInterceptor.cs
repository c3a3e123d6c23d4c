using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OnRecord.Defaults;

/// <summary>Puts the gRPC status on the server's request metric: over HTTP every gRPC call that reaches its method ends with 200.</summary>
internal sealed class StatusInterceptor : Interceptor
{
    private const string Tag = "rpc.grpc.status_code";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            var response = await continuation(request, context);
            Note(context, StatusCode.OK);
            return response;
        }
        catch (RpcException fault)
        {
            Note(context, fault.StatusCode);
            throw;
        }
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        NotedAsync(() => continuation(request, responseStream, context), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        NotedAsync(() => continuation(requestStream, responseStream, context), context);

    private static async Task NotedAsync(Func<Task> call, ServerCallContext context)
    {
        try
        {
            await call();
            Note(context, StatusCode.OK);
        }
        catch (RpcException fault)
        {
            Note(context, fault.StatusCode);
            throw;
        }
    }

    private static void Note(ServerCallContext context, StatusCode status) => Note(context.GetHttpContext(), status);

    /// <summary>Notes the status of a call.</summary>
    internal static void Note(HttpContext http, StatusCode status) => http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(Tag, (int)status));
}
