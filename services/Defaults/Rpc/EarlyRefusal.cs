using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OnRecord.Defaults;

/// <summary>
/// Answers gRPC calls that are refused whatever they ask before their request is read: under more load than it can take, a service must not spend on
/// refusals what the calls that it accepts need. Whoever calls in JSON is refused by the method itself.
/// </summary>
public static class EarlyRefusal
{
    private const string Grpc = "application/grpc";

    /// <summary>Adds such an answer for one method.</summary>
    /// <param name="app">The process.</param>
    /// <param name="method">Path of the method.</param>
    /// <param name="refusal">The answer; null while calls are let in. Asked once a call.</param>
    public static void RefuseUnread(this IApplicationBuilder app, string method, Func<RpcException?> refusal) => app.Use((http, next) =>
        http.Request.Path == method && http.Request.ContentType?.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase) == true && refusal() is { } fault
            ? RefuseAsync(http, fault)
            : next(http));

    // A response without a body tells the status in its headers.
    private static Task RefuseAsync(HttpContext http, RpcException fault)
    {
        StatusInterceptor.Note(http, fault.StatusCode);
        http.Response.ContentType = Grpc;
        var headers = http.Response.Headers;
        headers["grpc-status"] = ((int)fault.StatusCode).ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = Uri.EscapeDataString(fault.Status.Detail);
        foreach (var detail in fault.Trailers)
        {
            headers[detail.Key] = detail.IsBinary ? Convert.ToBase64String(detail.ValueBytes) : detail.Value;
        }

        return http.Response.CompleteAsync();
    }
}
