using System.Diagnostics;
using System.Net;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>The samples for integrators, each run as its README says against the demo, and the contracts compiled outside the repository.</summary>
[Collection(SharedDemo.Name)]
public sealed class SampleTests(RunningDemo demo)
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

        Expect(await RunAsync(sample, "node", "sample.mjs", demo.GrpcAddress.Authority));
    }

    [SkippableFact]
    public async Task The_sample_for_Python_runs()
    {
        Skip.IfNot(
            File.Exists("/usr/bin/grpc_python_plugin") && await RunsAsync("/usr/bin/python3", "-c", "import grpc, google.protobuf") && await RunsAsync("protoc", "--version"),
            "Needs protoc with its plugin for Python, and python3-grpcio.");
        using var folder = Copy("python");
        var sample = Path.Combine(folder.Path, "samples", "clients", "python");
        await RunAsync(sample, "bash", "generate.sh");

        Expect(await RunAsync(sample, "/usr/bin/python3", "sample.py", demo.GrpcAddress.Authority));
    }

    [SkippableFact]
    public async Task The_sample_for_Go_runs()
    {
        Skip.IfNot(
            File.Exists("/usr/bin/protoc-gen-go-grpc") && Directory.Exists("/usr/share/gocode/src/google.golang.org/grpc") && File.Exists("/usr/share/gocode/src/github.com/golang/protobuf/proto/wire.go") && await RunsAsync("go", "version"),
            "Needs Go, its packages for gRPC, and protoc with its plugins for Go.");
        using var folder = Copy("go");
        await RunAsync(folder.Path, "bash", "samples/clients/go/generate.sh");
        // Debian's packages stand in a GOPATH; the sample becomes one more.
        var packages = Directory.CreateDirectory(folder.Combine("go/src"));
        var sample = Path.Combine(packages.FullName, "sample");
        Directory.Move(Path.Combine(folder.Path, "samples", "clients", "go"), sample);

        Expect(await RunAsync(sample, "env", "GO111MODULE=off", $"GOPATH={folder.Combine("go")}:/usr/share/gocode", "go", "run", ".", demo.GrpcAddress.Authority));
    }

    [Fact]
    public async Task A_browser_watches_by_server_sent_events()
    {
        using var http = new HttpClient { BaseAddress = demo.HttpAddress, Timeout = Patience };
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
    public async Task A_browser_takes_its_watch_up_again_at_the_last_event_it_saw()
    {
        using var http = new HttpClient { BaseAddress = demo.HttpAddress, Timeout = Patience };
        async Task<(HttpStatusCode Status, string Line)> WatchAsync(string last)
        {
            // The address is the one it began with, however old its token.
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stories:watch?resumeToken=old");
            request.Headers.Accept.ParseAdd("text/event-stream");
            request.Headers.Add("Last-Event-ID", last);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
            return (answer.StatusCode, await lines.ReadLineAsync() ?? "");
        }

        using var first = new HttpRequestMessage(HttpMethod.Get, "/v1/stories:watch");
        first.Headers.Accept.ParseAdd("text/event-stream");
        using var began = await http.SendAsync(first, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await began.Content.ReadAsStreamAsync());
        var id = (await events.ReadLineAsync())!["id: ".Length..];

        Assert.Equal(HttpStatusCode.OK, (await WatchAsync(id)).Status);
        var refused = await WatchAsync("nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("as Last-Event-ID, the id of an earlier event", refused.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_for_CSharp_runs()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var sample = RepoRoot.Combine("samples", "clients", "csharp", "bin", framework.Parent!.Name, framework.Name, "OnRecord.Sample.dll");

        Expect(await RunAsync(Path.GetTempPath(), "dotnet", sample, demo.GrpcAddress.Authority));
    }

    [SkippableFact]
    public async Task The_contracts_build_outside_the_repository()
    {
        var buf = Environment.GetEnvironmentVariable("ONRECORD_TEST_BUF");
        Skip.IfNot(File.Exists(buf), "ONRECORD_TEST_BUF names no program: ./test.sh sets it.");
        using var folder = Copy("node");

        await RunAsync(Path.Combine(folder.Path, "protos"), buf!, "build");
    }

    // Each language writes enumerations in its own way.
    private static void Expect(string output)
    {
        Assert.Matches("(?m)^submitted [0-9a-f-]{36} .", output);
        Assert.Matches("(?m)^streamed [0-9a-f-]{36}$", output);
        Assert.Matches("(?mi)^resumed .*board$", output);
        Assert.Matches("(?m)^board .+", output);
        Assert.Matches(@"(?m)^refused .*article\.text.*Must not be empty\.", output);
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
}
