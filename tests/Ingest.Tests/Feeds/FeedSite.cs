using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>A site on loopback that serves what the test tells it to, and remembers who asked when.</summary>
internal sealed class FeedSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> _pages = new();

    private FeedSite(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    public static async Task<FeedSite> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        var site = new FeedSite(builder.Build(), address);
        site._app.Run(site.AnswerAsync);
        await site._app.StartAsync();
        return site;
    }

    public string Url(string path) => new Uri(Address, path).AbsoluteUri;

    public void Serve(string path, RequestDelegate answer) => _pages[path] = answer;

    public void Serve(string path, string body, string type = "application/xml") => Serve(path, context =>
    {
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
    });

    public IReadOnlyList<SeenRequest> Requests(string path) => [.. _requests.Where(request => request.Path == path)];

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _requests.Enqueue(new SeenRequest(path, DateTimeOffset.UtcNow, context.Request.Headers.IfNoneMatch.ToString(), context.Request.Headers.UserAgent.ToString()));
        if (_pages.TryGetValue(path, out var answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

/// <summary>A request that the site got.</summary>
internal sealed record SeenRequest(string Path, DateTimeOffset At, string IfNoneMatch, string UserAgent);
