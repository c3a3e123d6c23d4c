using System.Net;
using System.Security.Cryptography;
using System.Text;
using OnRecord.Defaults;
using OnRecord.TestKit;

namespace OnRecord.Web.Tests;

/// <summary>Whose address counts behind a proxy: the caller's where the proxy is trusted, and else the proxy's.</summary>
public sealed class TrustedProxyTests
{
    private const string Proxied = "203.0.113.7";
    private const string Right = "key-of-a-reader";

    [Fact]
    public async Task Wrong_keys_are_limited_and_logged_by_whom_a_trusted_proxy_calls_for()
    {
        using var folder = new ScratchFolder();
        await using var process = await StartAsync(folder, new() { ["Listen:TrustedProxies:0"] = "127.0.0.0/8", ["Listen:TrustedProxies:1"] = "10.1.2.3" });
        using var http = new HttpClient { BaseAddress = process.HttpAddress };

        await GuessAsync(http, Proxied, WrongKeys.PerMinute + 5);

        // Even the right one is of no use to who has guessed; the last that is no proxy counts, and what stands before it anybody may have written.
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, Proxied, Right));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, $"198.51.100.1, {Proxied}, 10.1.2.3", Right));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, "203.0.113.8", Right));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, null, Right));
        await Eventually.TrueAsync(() => Task.FromResult(Noted(process, Proxied) == WrongKeys.PerMinute), "the tries are noted with the caller's address");
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8")]
    public async Task Nobody_else_is_believed(string trusted)
    {
        using var folder = new ScratchFolder();
        await using var process = await StartAsync(folder, trusted.Length > 0 ? new() { ["Listen:TrustedProxies:0"] = trusted } : []);
        using var http = new HttpClient { BaseAddress = process.HttpAddress };

        await GuessAsync(http, "203.0.113.{0}", WrongKeys.PerMinute + 5);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, "203.0.113.200", Right));
        await Eventually.TrueAsync(() => Task.FromResult(Noted(process, "127.0.0.1") == WrongKeys.PerMinute), "the tries are noted with the address that connects");
        Assert.DoesNotContain("203.0.113", process.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_network_is_refused_by_name()
    {
        using var folder = new ScratchFolder();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(folder, new() { ["Listen:TrustedProxies:0"] = "gateway" }));

        Assert.Contains("Listen:TrustedProxies: \"gateway\" is no address and no network", refused.Message, StringComparison.Ordinal);
    }

    private static int Noted(ServiceProcess process, string address) =>
        process.Log.Split('\n').Count(line => line.TrimEnd().EndsWith($"A wrong API key came from {address}", StringComparison.Ordinal));

    private static async Task GuessAsync(HttpClient http, string forwardedFor, int times)
    {
        for (var time = 0; time < times; time++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, forwardedFor.Replace("{0}", $"{time}", StringComparison.Ordinal), $"wrong-{time}"));
        }
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string? forwardedFor, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stories:hot") { Headers = { { "x-api-key", key } } };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<ServiceProcess> StartAsync(ScratchFolder folder, Dictionary<string, string> settings) => ServiceProcess.StartAsync("Standalone", new Dictionary<string, string>(settings)
    {
        ["Storage:Folder"] = folder.Path,
        ["Auth:Enabled"] = "true",
        ["Auth:Keys:0:Name"] = "reader",
        ["Auth:Keys:0:Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Right))),
        ["Auth:Keys:0:Scopes:0"] = "read",
    });
}
