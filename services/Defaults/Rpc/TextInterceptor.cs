using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OnRecord.Defaults;

/// <summary>Holds every request to the <see cref="TextRules"/>. The articles of a stream are held to them one by one, by their own rules.</summary>
internal sealed class TextInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(request);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(request);
        return continuation(request, responseStream, context);
    }

    private static void Check<TRequest>(TRequest request)
    {
        if (request is IMessage message)
        {
            var faults = new RequestFaults();
            TextRules.Check(message, faults);
            faults.ThrowIfAny();
        }
    }
}
