using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OnRecord.Defaults;

/// <summary>What every process does, whichever services it hosts.</summary>
public static class ServiceDefaults
{
    /// <summary>Longest request of a unary call, in bytes: a page of 10 MB, base64 in JSON, with room around it.</summary>
    public const int MaxRequestBytes = 16 * 1024 * 1024;

    // Analyses fill threads of the pool for tens of milliseconds. Without threads to spare, each step of a call waits for one of them to end, and
    // the pool adds threads too slowly to tell: under more articles than capacity, acknowledgements took forty times as long as without.
    private const int ThreadsPerCore = 8;

    internal const string LivePath = "/healthz";
    internal const string ReadyPath = "/readyz";

    /// <summary>Adds telemetry, health, gRPC with JSON transcoding, its document and reflection, limits and error mapping, and the ports.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="service">Name of the process in telemetry; decides the default ports.</param>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        NativeHeap.Bound();
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, ThreadsPerCore * Environment.ProcessorCount), ports);
        builder.AddSecretFiles();
        LanguageOptions.Use(builder.Configuration);
        builder.AddListeners(service);
        TrustedProxies.Add(builder.Services);
        builder.AddTelemetry(service);
        builder.AddSecurity();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks().AddCheck<DrainCheck>("drain", tags: [HealthTags.Ready]);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxRequestBytes;
            grpc.MaxSendMessageSize = 64 * 1024 * 1024;
            grpc.EnableDetailedErrors = false;
            grpc.Interceptors.Add<StatusInterceptor>();
            grpc.Interceptors.Add<FaultInterceptor>();
            grpc.Interceptors.Add<CallerInterceptor>();
            grpc.Interceptors.Add<TextInterceptor>();
            grpc.Interceptors.Add<JsonNamesSetup.Refusal>();
        }).AddJsonTranscoding(json =>
            // The details that errors carry; what is not registered cannot be written as JSON.
            json.TypeRegistry = TypeRegistry.FromMessages(BadRequest.Descriptor, ErrorInfo.Descriptor, RetryInfo.Descriptor));
        builder.Services.AddGrpcReflection();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddGrpcHealthChecks(health =>
            health.Services.Map("", registration => registration.Tags.Contains(HealthTags.Ready)));
    }

    /// <summary>Maps liveness, readiness, gRPC health and reflection, and what JSON callers get who ask for a path that there is not.</summary>
    public static void MapServiceDefaults(this WebApplication app)
    {
        app.UseHealthPort();
        app.UseJsonNames();
        app.MapOpenApiDocument();
        // Probes are no calls: counted among them, they would hide how many of those fail.
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false }).DisableHttpMetrics();
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(HealthTags.Ready) }).DisableHttpMetrics();
        app.MapGrpcHealthChecksService().DisableHttpMetrics();
        app.MapGrpcReflectionService();
        // The console's page for lost readers is of no use to a program.
        app.MapFallback("/v1/{**path}", (HttpContext context) => Results.Json(
            new { code = (int)StatusCode.NotFound, message = $"There is no method at {context.Request.Method} {context.Request.Path}.", details = Array.Empty<object>() },
            statusCode: StatusCodes.Status404NotFound));
    }
}
