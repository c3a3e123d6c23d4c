using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OnRecord.TestKit;

namespace OnRecord.Web.Tests;

/// <summary>The console of a process that serves TLS alone, under a name that its certificate does not bear for itself.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task Console_and_health_answer_under_tls()
    {
        using var folder = new ScratchFolder();
        using var certificate = await CertifyAsync(folder);
        await using var process = await ServiceProcess.StartAsync("Standalone", Configuration(folder));
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint,
        };
        using var http = new HttpClient(handler) { BaseAddress = process.HttpAddress };

        // The page comes with 503 where it cannot reach its services.
        using var page = await http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Hot stories", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var health = await http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    private static Dictionary<string, string> Configuration(ScratchFolder folder) => new()
    {
        ["Storage:Folder"] = folder.Path,
        ["Listen:Tls"] = "true",
        ["Kestrel:Certificates:Default:Path"] = folder.Combine("server.crt"),
        ["Kestrel:Certificates:Default:KeyPath"] = folder.Combine("server.key"),
    };

    private static async Task<X509Certificate2> CertifyAsync(ScratchFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = new CertificateRequest("CN=newsroom.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(folder.Combine("server.crt"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(folder.Combine("server.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }
}
