using System.Data.Common;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace OnRecord.Defaults;

/// <summary>Turns whatever a method throws into a canonical status: no stack trace, no SQL leaves the process.</summary>
internal sealed class FaultInterceptor(ILogger<FaultInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    private RpcException Translate(Exception fault, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested)
        {
            return context.Deadline < DateTime.UtcNow
                ? RequestFaults.Error(Code.DeadlineExceeded, "The deadline has passed.", "DEADLINE_EXCEEDED")
                : RequestFaults.Error(Code.Cancelled, "The caller has gone.", "CANCELLED");
        }

        switch (fault)
        {
            case DbException when StorageFaults.IsFull(fault):
                logger.LogError(fault, "{Method}: the disk of the store is full", context.Method);
                return RequestFaults.Error(
                    Code.ResourceExhausted, "The disk of the store is full.", "DISK_FULL",
                    new RetryInfo { RetryDelay = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(30)) });
            case TimeoutException:
            case DbException passing when StorageFaults.Passes(passing):
                logger.LogWarning(fault, "{Method}: the store does not answer", context.Method);
                return RequestFaults.Unavailable("The store does not answer; try again.", TimeSpan.FromSeconds(1));
            case IOException:
                return RequestFaults.Error(Code.Cancelled, "The stream broke off.", "CANCELLED");
            default:
                logger.LogError(fault, "{Method} failed", context.Method);
                return RequestFaults.Error(Code.Internal, "The service failed; the log tells why.", "INTERNAL");
        }
    }
}
