using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using OnRecord.TestKit;

namespace OnRecord.Defaults.Tests;

public sealed class ClientTlsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly CertificateAuthority _authority = new("Newsroom CA");

    public ClientTlsTests()
    {
        File.WriteAllText(_folder.Combine("ca.pem"), _authority.Pem);
        _authority.Issue("server", _folder, CertificateAuthority.ServerUse);
        _authority.Issue("console", _folder);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart()
    {
        var shown = new ConcurrentQueue<string>();
        await using var server = await ServeAsync(shown);
        var tls = new ClientTls(_folder.Combine("console.crt"), _folder.Combine("console.key"), _folder.Combine("ca.pem"));
        using var client = new HttpClient(tls.Handler()) { BaseAddress = new Uri(server.Urls.Single()), DefaultRequestHeaders = { ConnectionClose = true } };

        await client.GetStringAsync("/");
        await client.GetStringAsync("/");
        _authority.Issue("console", _folder);
        await client.GetStringAsync("/");

        var numbers = shown.ToArray();
        Assert.Equal(numbers[0], numbers[1]);
        Assert.NotEqual(numbers[1], numbers[2]);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_spoken_with()
    {
        using var another = new CertificateAuthority("Another CA");
        await File.WriteAllTextAsync(_folder.Combine("another.pem"), another.Pem);
        await using var server = await ServeAsync([]);
        using var client = new HttpClient(new ClientTls("", "", _folder.Combine("another.pem")).Handler()) { BaseAddress = new Uri(server.Urls.Single()) };

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/"));

        Assert.Equal(HttpRequestError.SecureConnectionError, fault.HttpRequestError);
    }

    [Theory]
    [InlineData("", "", "", null)]
    [InlineData("console.crt", "console.key", "ca.pem", null)]
    [InlineData("console.crt", "server.key", "", nameof(ClientTls.Certificate))]
    [InlineData("console.crt", "", "", nameof(ClientTls.Certificate))]
    [InlineData("absent.crt", "", "", nameof(ClientTls.Certificate))]
    [InlineData("", "console.key", "", nameof(ClientTls.Key))]
    [InlineData("", "", "absent.pem", nameof(ClientTls.Authority))]
    [InlineData("", "", "console.key", nameof(ClientTls.Authority))]
    public void What_cannot_be_used_is_named(string certificate, string key, string authority, string? part)
    {
        string PathOf(string name) => name.Length > 0 ? _folder.Combine(name) : "";

        Assert.Equal(part, new ClientTls(PathOf(certificate), PathOf(key), PathOf(authority)).Fault()?.Part);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    // Tells the serial numbers of the certificates that it is shown.
    private async Task<WebApplication> ServeAsync(ConcurrentQueue<string> shown)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = X509CertificateLoader.LoadPkcs12(
                X509Certificate2.CreateFromPemFile(_folder.Combine("server.crt"), _folder.Combine("server.key")).Export(X509ContentType.Pkcs12), null);
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        })));
        var app = builder.Build();
        app.MapGet("/", (HttpContext http) =>
        {
            shown.Enqueue(http.Connection.ClientCertificate?.SerialNumber ?? "");
            return "";
        });
        await app.StartAsync();
        return app;
    }
}
