using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OnRecord.Defaults;

/// <summary>Traces, metrics and logs by the standard OTEL_* variables.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        // Four lines a request drown the rest, and traces tell more; the audit trail is there whatever the default level is. The source is the
        // weakest one: any setting of the same key wins over it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
                new($"Logging:LogLevel:{CallerInterceptor.AuditTrail}", "Information"),
            ],
        });
        var telemetry = builder.Services.AddOpenTelemetry()
            // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win over these.
            .ConfigureResource(resource => resource
                .AddService(
                    $"onrecord-{service}", serviceVersion: OnRecordTelemetry.Version, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}")
                .AddAttributes([new("deployment.environment.name", builder.Environment.EnvironmentName.ToLowerInvariant())])
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => traces
                .AddSource(OnRecordTelemetry.Name, "MassTransit", "Npgsql")
                .AddAspNetCoreInstrumentation(http => http.Filter = request =>
                    !request.Request.Path.StartsWithSegments("/healthz") && !request.Request.Path.StartsWithSegments("/readyz")
                    && !request.Request.Path.StartsWithSegments("/grpc.health.v1.Health"))
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter(OnRecordTelemetry.Name, "MassTransit", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        if (HasCollector(builder))
        {
            builder.Logging.AddOpenTelemetry(logs => logs.IncludeScopes = true);
            telemetry.UseOtlpExporter();
        }
    }

    private static bool HasCollector(IHostApplicationBuilder builder) =>
        builder.Configuration.AsEnumerable().Any(setting =>
            setting.Key.StartsWith("OTEL_EXPORTER_OTLP", StringComparison.Ordinal)
            && setting.Key.EndsWith("ENDPOINT", StringComparison.Ordinal)
            && !string.IsNullOrEmpty(setting.Value));
}
