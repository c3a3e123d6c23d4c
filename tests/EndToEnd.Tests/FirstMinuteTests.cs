using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What somebody sees who starts the program for the first time, and gets it wrong.</summary>
public sealed class FirstMinuteTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("--dmeo", "Did you mean --demo?")]
    [InlineData("--Storage:Foldr=x", "Did you mean --Storage:Folder?")]
    [InlineData("--Nothing:Like=this", "--help lists the keys")]
    [InlineData("words", "belongs to no key")]
    [InlineData("--Bus:Prefetch=abc", "Bus:Prefetch: \"abc\" is not a whole number.")]
    [InlineData("--Bus:Prefetch", "needs a value")]
    [InlineData("--Bus:Transport=Rabbit", "InMemory or RabbitMq")]
    [InlineData("--Storage:Synchronous=FAST", "Storage:Synchronous must be FULL or NORMAL.")]
    [InlineData("--Listen:Grpc=nowhere.invalid:7100", "there is no host \"nowhere.invalid\"")]
    [InlineData("--Storage:Folder=/dev/null/data", "Storage:Folder")]
    [InlineData("--Storage:Provider=Postgres", "Storage:ConnectionString is required")]
    public async Task A_wrong_start_ends_with_one_line_that_says_what_to_do(string argument, string expected)
    {
        using var folder = new ScratchFolder();

        var (code, output, error) = await RunAsync(folder.Path, argument);

        Assert.Equal(1, code);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("onrecord: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_key()
    {
        using var folder = new ScratchFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, _, error) = await RunAsync(folder.Path, $"--Listen:Grpc=127.0.0.1:{port}");

        Assert.Equal(1, code);
        Assert.Equal(
            $"onrecord: Listen:Grpc: port {port} is taken; is OnRecord running already? Stop it, or choose another port: --Listen:Grpc=127.0.0.1:PORT.\n", error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("--help", "Storage:Folder [data]")]
    [InlineData("--version", "OnRecord standalone ")]
    public async Task Help_and_version_answer_and_end(string argument, string expected)
    {
        using var folder = new ScratchFolder();

        var (code, output, error) = await RunAsync(folder.Path, argument);

        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string folder, string argument)
    {
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Path("Standalone"), argument])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // On free ports, where the argument does not say otherwise: a process of somebody else may serve on the usual ones.
        start.Environment["Listen__Grpc"] = "127.0.0.1:0";
        start.Environment["Listen__Http"] = "127.0.0.1:0";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
