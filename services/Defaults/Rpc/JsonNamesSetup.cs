using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;

namespace OnRecord.Defaults;

/// <summary>
/// Refuses JSON calls with names that no field has or values that none can hold, and reads base64 in both alphabets. They are read before the call, when the JSON is
/// at hand, and refused in the call, so that a stranger is turned away as a stranger and the answer has the form of every other error.
/// </summary>
internal static class JsonNamesSetup
{
    private static readonly object Found = new();

    /// <summary>Reads the names of each JSON call on its way to the method.</summary>
    public static void UseJsonNames(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } method)
        {
            var faults = new RequestFaults();
            JsonNames.CheckQuery(method, context.Request, faults);
            if (method.HttpRule.Body.Length > 0
                && faults.Require(context.Request.HasJsonContentType(), "content-type", "Must be application/json.") && await ReadBodyAsync(context) is { } json)
            {
                Replace(context.Request, json, JsonBase64.ToStandard(json, JsonNames.CheckBody(method, json, faults)));
            }

            context.Items[Found] = faults;
            if (faults.Any)
            {
                // What the transcoding cannot read would end before the call, in its own words.
                context.Request.QueryString = default;
                context.Request.ContentType = "application/json";
                Put(context.Request, "{}"u8.ToArray());
            }
        }

        await next(context);
    });

    /// <summary>The body as UTF-8, which the method can read all the same; null where it is too long or breaks off, which the method will meet too.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        var request = context.Request;
        var original = request.Body;
        try
        {
            using var copy = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, ServiceDefaults.MaxRequestBytes));
            await original.CopyToAsync(copy, context.RequestAborted);
            var bytes = copy.ToArray();
            request.Body = new MemoryStream(bytes, writable: false);
            var charset = request.GetTypedHeaders().ContentType?.Encoding;
            return charset is null or UTF8Encoding ? bytes : Encoding.Convert(charset, Encoding.UTF8, bytes);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or IOException)
        {
            request.Body = original;
            return null;
        }
    }

    private static void Replace(HttpRequest request, byte[] json, byte[] standard)
    {
        if (!ReferenceEquals(standard, json) && request.GetTypedHeaders().ContentType?.Encoding is null or UTF8Encoding)
        {
            Put(request, standard);
        }
    }

    private static void Put(HttpRequest request, byte[] json)
    {
        request.Body = new MemoryStream(json, writable: false);
        request.ContentLength = json.Length;
    }

    /// <summary>Refuses the call when names were found that no field has.</summary>
    internal sealed class Refusal : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            ThrowIfAny(context);
            return continuation(request, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            ThrowIfAny(context);
            return continuation(request, responseStream, context);
        }

        private static void ThrowIfAny(ServerCallContext context) =>
            (context.GetHttpContext().Items[Found] as RequestFaults)?.ThrowIfAny();
    }
}
