using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.EndToEnd.Tests.Otlp;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>One span, as a telemetry back end would get it.</summary>
public sealed record ReceivedSpan(string Service, string TraceId, string SpanId, string ParentSpanId, string Name);

/// <summary>A telemetry back end that only remembers spans.</summary>
public sealed class TraceReceiver : IAsyncDisposable
{
    private readonly SpanStore _spans = new();
    private readonly WebApplication _server;

    private TraceReceiver()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, Address.Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_spans);
        _server = builder.Build();
        _server.MapGrpcService<SpanStoreService>();
    }

    public Uri Address { get; }

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    public static async Task<TraceReceiver> StartAsync()
    {
        var receiver = new TraceReceiver();
        await receiver._server.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private sealed class SpanStore : ConcurrentQueue<ReceivedSpan>;

    private sealed class SpanStoreService(SpanStore store) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceSpans)
            {
                var service = resource.Resource.Attributes.FirstOrDefault(attribute => attribute.Key == "service.name")?.Value.StringValue ?? "";
                foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
                {
                    store.Enqueue(new ReceivedSpan(
                        service, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), span.Name));
                }
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }

        private static string Hex(Google.Protobuf.ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
    }
}
