using System.Diagnostics;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>The samples for integrators, each run as its README says against a real process, and the contracts compiled outside the repository.</summary>
public sealed class SampleTests(SampleTests.OwnProcess process) : IClassFixture<SampleTests.OwnProcess>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [SkippableFact]
    public async Task The_sample_for_Node_runs()
    {
        // test.sh installs what the sample's package.json names.
        var modules = Environment.GetEnvironmentVariable("ONRECORD_TEST_NODE_MODULES");
        Skip.IfNot(Directory.Exists(modules), "ONRECORD_TEST_NODE_MODULES names no folder: ./test.sh sets it.");
        using var folder = Copy("node");
        var sample = Path.Combine(folder.Path, "samples", "clients", "node");
        Directory.CreateSymbolicLink(Path.Combine(sample, "node_modules"), modules!);

        Expect(await RunAsync(sample, "node", "sample.mjs", process.Address), "article.text Must not be empty.");
    }

    [SkippableFact]
    public async Task The_sample_for_Python_runs()
    {
        Skip.IfNot(
            File.Exists("/usr/bin/grpc_python_plugin") && await RunsAsync("/usr/bin/python3", "-c", "import grpc, google.protobuf") && await RunsAsync("protoc", "--version"),
            "Needs protoc with its plugin for Python, and python3-grpcio.");
        using var folder = Copy("python");
        var protos = Path.Combine(folder.Path, "protos");
        var sample = Path.Combine(folder.Path, "samples", "clients", "python");
        var files = Directory.EnumerateFiles(protos, "*.proto", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(protos, file));
        await RunAsync(
            protos, "protoc", ["-I", ".", $"--python_out={sample}", $"--grpc_python_out={sample}", "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin", .. files]);

        Expect(await RunAsync(sample, "/usr/bin/python3", "sample.py", process.Address), "article.text Must not be empty.");
    }

    [Fact]
    public async Task A_browser_watches_by_server_sent_events()
    {
        using var http = new HttpClient { BaseAddress = process.HttpAddress, Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stories:watch");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());

        // The first event is a heartbeat, or a change: lines up to an empty one.
        var lines = new List<string>();
        while (await events.ReadLineAsync() is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Single(lines, line => line.StartsWith("data: {\"kind\":", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches("^(id|data): ", line));
    }

    [Fact]
    public async Task The_sample_for_CSharp_runs()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var sample = RepoRoot.Combine("samples", "clients", "csharp", "bin", framework.Parent!.Name, framework.Name, "OnRecord.Sample.dll");

        Expect(await RunAsync(Path.GetTempPath(), "dotnet", sample, process.Address), "article.text Must not be empty.");
    }

    [SkippableFact]
    public async Task The_contracts_build_outside_the_repository()
    {
        var buf = Environment.GetEnvironmentVariable("ONRECORD_TEST_BUF");
        Skip.IfNot(File.Exists(buf), "ONRECORD_TEST_BUF names no program: ./test.sh sets it.");
        using var folder = Copy("node");

        await RunAsync(Path.Combine(folder.Path, "protos"), buf!, "build");
    }

    private static void Expect(string output, string lastWords)
    {
        Assert.Contains("submitted", output, StringComparison.Ordinal);
        Assert.Contains("streamed", output, StringComparison.Ordinal);
        Assert.Contains("resumed STORY_UPDATE_KIND_BOARD", output, StringComparison.Ordinal);
        Assert.Contains("board ", output, StringComparison.Ordinal);
        Assert.Contains(lastWords, output, StringComparison.Ordinal);
    }

    // What an integrator has: the protos and the sample, nothing of the repository around them.
    private static ScratchFolder Copy(string language)
    {
        var folder = new ScratchFolder();
        foreach (var part in new[] { "protos", $"samples/clients/{language}" })
        {
            var source = RepoRoot.Combine(part.Split('/'));
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal)))
            {
                var target = Path.Combine(folder.Path, part, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        return folder;
    }

    private static async Task<bool> RunsAsync(string program, params string[] arguments)
    {
        try
        {
            await RunAsync(Path.GetTempPath(), program, arguments);
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var (code, output, error) = await ProgramRun.ToEndAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder }, Patience);
        return code == 0 ? output : throw new InvalidOperationException($"{program} ended with {code}:\n{output}\n{error}");
    }

    /// <summary>A standalone process for the samples.</summary>
    public sealed class OwnProcess : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();
        private ServiceProcess? _process;

        /// <summary>host:port of gRPC.</summary>
        public string Address => _process!.GrpcAddress.Authority;

        /// <summary>Where JSON is served.</summary>
        public Uri HttpAddress => _process!.HttpAddress;

        public async Task InitializeAsync() => _process = await ServiceProcess.StartAsync(
            "Standalone", new Dictionary<string, string> { ["Storage:Folder"] = _folder.Path, ["Logging:LogLevel:Default"] = "Warning" });

        public async Task DisposeAsync()
        {
            if (_process is not null)
            {
                await _process.DisposeAsync();
            }

            _folder.Dispose();
        }
    }
}
