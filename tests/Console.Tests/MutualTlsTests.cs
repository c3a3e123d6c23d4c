using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using OnRecord.TestKit;

namespace OnRecord.Web.Tests;

/// <summary>A process that takes the certificates of one authority with two names alone, and those who call it: its own console, one apart, the command line, probes.</summary>
public sealed class MutualTlsTests(MutualTlsTests.GuardedProcess guarded) : IClassFixture<MutualTlsTests.GuardedProcess>
{
    private const string Heading = "Hot stories";

    [Fact]
    public async Task Probes_are_answered_on_a_port_of_their_own_and_strangers_nowhere()
    {
        using var probe = new HttpClient { BaseAddress = guarded.Health };
        using var stranger = guarded.Visitor(null);

        using var ready = await probe.GetAsync("/readyz");
        using var live = await probe.GetAsync("/healthz");
        using var page = await probe.GetAsync("/");
        using var method = await probe.GetAsync("/v1/stories:hot");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, method.StatusCode));
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync("/readyz"));
    }

    [Fact]
    public async Task The_console_within_shows_its_certificate_to_the_process_that_it_is_part_of()
    {
        using var visitor = guarded.Visitor("operator");

        using var page = await visitor.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains(Heading, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("console", HttpStatusCode.OK)]
    [InlineData("somebody", HttpStatusCode.ServiceUnavailable)]
    [InlineData("", HttpStatusCode.ServiceUnavailable)]
    public async Task A_console_apart_reads_with_a_certificate_that_the_services_take_and_with_no_other(string certificate, HttpStatusCode status)
    {
        var settings = new[] { "Ingest", "Entity", "Stance", "Search" }.ToDictionary(service => $"Console:{service}", _ => guarded.Grpc.ToString());
        settings["Console:Authority"] = guarded.File("ca.pem");
        settings["Console:AllowAnonymous"] = "true";
        if (certificate.Length > 0)
        {
            settings["Console:Certificate"] = guarded.File($"{certificate}.crt");
            settings["Console:CertificateKey"] = guarded.File($"{certificate}.key");
        }

        await using var console = await ServiceProcess.StartAsync("Console", settings);
        using var visitor = new HttpClient { BaseAddress = console.HttpAddress };

        using var page = await visitor.GetAsync("/");

        Assert.Equal(status, page.StatusCode);
    }

    [Fact]
    public async Task The_command_line_shows_its_certificate()
    {
        var (code, output, errors) = await CliAsync("hot", "--authority", guarded.File("ca.pem"), "--certificate", guarded.File("operator.crt"), "--certificate-key", guarded.File("operator.key"));
        Assert.True(code == 0, output + errors);

        (code, _, errors) = await CliAsync("hot", "--authority", guarded.File("ca.pem"));
        Assert.Equal(4, code);
        Assert.Contains("--certificate", errors, StringComparison.Ordinal);

        (code, _, errors) = await CliAsync("hot", "--certificate", guarded.File("operator.crt"), "--certificate-key", guarded.File("somebody.key"));
        Assert.Equal(2, code);
        Assert.StartsWith("onrecord: --certificate: ", errors, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> CliAsync(params string[] arguments) =>
        ProgramRun.ToEndAsync(new ProcessStartInfo("dotnet", [ServiceAssembly.Cli, .. arguments, "--endpoint", guarded.Grpc.ToString()]));

    /// <summary>The process.</summary>
    public sealed class GuardedProcess : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();
        private readonly CertificateAuthority _authority = new("Newsroom CA");
        private ServiceProcess _process = null!;

        /// <summary>Where gRPC is served.</summary>
        public Uri Grpc => _process.GrpcAddress;

        /// <summary>Where probes are answered.</summary>
        public Uri Health { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

        /// <summary>A file of the certificates: NAME.crt, NAME.key, and ca.pem of who issued them.</summary>
        public string File(string name) => _folder.Combine(name);

        /// <summary>Somebody who comes to the pages with a certificate, or with none.</summary>
        public HttpClient Visitor(string? certificate)
        {
            var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
            if (certificate is not null)
            {
                handler.ClientCertificates.Add(X509Certificate2.CreateFromPemFile(File($"{certificate}.crt"), File($"{certificate}.key")));
            }

            return new HttpClient(handler) { BaseAddress = _process.HttpAddress };
        }

        public async Task InitializeAsync()
        {
            await System.IO.File.WriteAllTextAsync(File("ca.pem"), _authority.Pem);
            _authority.Issue("server", _folder, CertificateAuthority.ServerUse);
            foreach (var name in new[] { "console", "operator", "somebody" })
            {
                _authority.Issue(name, _folder);
            }

            _process = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string>
            {
                ["Storage:Folder"] = _folder.Combine("data"),
                ["Listen:Health"] = Health.Authority,
                ["Listen:Tls"] = "true",
                ["Kestrel:Certificates:Default:Path"] = File("server.crt"),
                ["Kestrel:Certificates:Default:KeyPath"] = File("server.key"),
                ["Listen:RequireClientCertificate"] = "true",
                ["Listen:ClientCertificateAuthority"] = File("ca.pem"),
                ["Listen:ClientCertificateSubjects:0"] = "console",
                ["Listen:ClientCertificateSubjects:1"] = "operator",
                ["Console:Certificate"] = File("console.crt"),
                ["Console:CertificateKey"] = File("console.key"),
            });
        }

        public async Task DisposeAsync()
        {
            if (_process is not null)
            {
                await _process.DisposeAsync();
            }

            _authority.Dispose();
            _folder.Dispose();
        }
    }
}
