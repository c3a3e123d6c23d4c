using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.EndToEnd.Tests.Otlp;
using OnRecord.EndToEnd.Tests.OtlpMetrics;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>One span, as a telemetry back end would get it.</summary>
public sealed record ReceivedSpan(
    string Service, string Source, string TraceId, string SpanId, string ParentSpanId, string Name, IReadOnlyDictionary<string, string> Tags);

/// <summary>The labels of a metric, each with the values that came.</summary>
public sealed class SeenLabels : ConcurrentDictionary<string, ConcurrentDictionary<string, bool>>;

/// <summary>A telemetry back end that only remembers spans, and which labels each metric has.</summary>
public sealed class TraceReceiver : IAsyncDisposable
{
    private readonly SpanStore _spans = new();
    private readonly MetricStore _metrics = new();
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
        builder.Services.AddSingleton(_metrics);
        _server = builder.Build();
        _server.MapGrpcService<SpanStoreService>();
        _server.MapGrpcService<MetricStoreService>();
    }

    public Uri Address { get; }

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    /// <summary>Labels by metric, all in the names that Prometheus gives them, with the values that were seen.</summary>
    public IReadOnlyDictionary<string, SeenLabels> Metrics => _metrics;

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

    private sealed class MetricStore : ConcurrentDictionary<string, SeenLabels>;

    private sealed class SpanStoreService(SpanStore store) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceSpans)
            {
                var service = resource.Resource.Attributes.FirstOrDefault(attribute => attribute.Key == "service.name")?.Value.StringValue ?? "";
                foreach (var scope in resource.ScopeSpans)
                {
                    foreach (var span in scope.Spans)
                    {
                        store.Enqueue(new ReceivedSpan(
                            service, scope.Scope?.Name ?? "", Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), span.Name,
                            span.Attributes.DistinctBy(tag => tag.Key).ToDictionary(tag => tag.Key, tag => tag.Value is { HasIntValue: true } number ? number.IntValue.ToString(CultureInfo.InvariantCulture) : tag.Value?.StringValue ?? "")));
                    }
                }
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }

        private static string Hex(Google.Protobuf.ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
    }

    private sealed class MetricStoreService(MetricStore store) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceMetrics)
            {
                var common = resource.Resource.Attributes.Select(attribute => (attribute.Key, Text(attribute.Value))).ToList();
                foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
                {
                    var labels = store.GetOrAdd(Name(metric), _ => []);
                    foreach (var (label, value) in common.Concat(Labels(metric)))
                    {
                        labels.GetOrAdd(label.Replace('.', '_'), _ => []).TryAdd(value, true);
                    }
                }
            }

            return Task.FromResult(new ExportMetricsServiceResponse());
        }

        private static IEnumerable<(string, string)> Labels(Metric metric) => (metric.DataCase switch
        {
            Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.SelectMany(point => point.Attributes),
            Metric.DataOneofCase.Sum => metric.Sum.DataPoints.SelectMany(point => point.Attributes),
            _ => metric.Histogram?.DataPoints.SelectMany(point => point.Attributes) ?? [],
        }).Select(attribute => (attribute.Key, Text(attribute.Value)));

        private static string Text(OtlpMetrics.AnyValue? value) =>
            value is { HasIntValue: true } ? value.IntValue.ToString(CultureInfo.InvariantCulture) : value?.StringValue ?? "";

        // As Prometheus' OTLP receiver names them.
        private static string Name(Metric metric)
        {
            var unit = metric.Unit switch
            {
                "s" => "_seconds",
                "ms" => "_milliseconds",
                "By" => "_bytes",
                "" or ['{', ..] => "",
                _ => "_" + metric.Unit,
            };
            var name = metric.Name.Replace('.', '_');
            return (name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit) + (metric.Sum is { IsMonotonic: true } ? "_total" : "");
        }
    }
}
