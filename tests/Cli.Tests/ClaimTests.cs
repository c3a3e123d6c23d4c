using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.Cli.Tests;

/// <summary>What `onrecord claim` writes where no terminal shows it: the program itself, in a pipe.</summary>
public sealed class ClaimTests : IAsyncLifetime
{
    private readonly string _address = $"http://127.0.0.1:{FreePort.Next()}";
    private readonly FixedAnswer _stance = new();
    private WebApplication? _server;

    [Theory]
    [InlineData(0, "No article speaks about this: OnRecord does not know.")]
    [InlineData(1, "Fewer than two articles take a side: OnRecord does not know.")]
    public async Task A_pipe_is_told_that_there_is_not_enough_evidence(int articles, string remark)
    {
        _stance.Answer = Answer(articles, insufficient: true);

        var (code, output, error) = await ClaimAsync();

        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(1 + articles, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(remark, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task JSON_says_whether_the_evidence_is_enough(int articles, bool insufficient)
    {
        _stance.Answer = Answer(articles, insufficient);

        var (code, output, _) = await ClaimAsync("--json");

        using var answer = JsonDocument.Parse(output);
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(insufficient, answer.RootElement.GetProperty("insufficientEvidence").GetBoolean());
        Assert.Equal(articles, answer.RootElement.GetProperty("articles").GetArrayLength());
    }

    [Fact]
    public async Task Enough_evidence_needs_no_remark()
    {
        _stance.Answer = Answer(2, insufficient: false);

        Assert.Equal("", (await ClaimAsync()).Error);
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenLocalhost(new Uri(_address).Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_stance);
        _server = builder.Build();
        _server.MapGrpcService<FixedAnswer>();
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _server!.StopAsync();
        await _server.DisposeAsync();
    }

    private Task<(int Code, string Output, string Error)> ClaimAsync(params string[] options) => ProgramRun.ToEndAsync(
        new ProcessStartInfo("dotnet", [ServiceAssembly.Cli, "claim", "Zebras play chess on Mars", "--endpoint", _address, .. options]),
        TimeSpan.FromMinutes(1));

    private static CheckClaimResponse Answer(int articles, bool insufficient) => new()
    {
        Articles = { Enumerable.Range(0, articles).Select(_ => new ArticleStance { Stance = ClaimStance.Agree, Confidence = 0.9f }) },
        Tally = new ClaimTally { Agree = articles },
        InsufficientEvidence = insufficient,
    };

    private sealed class FixedAnswer : StanceService.StanceServiceBase
    {
        public CheckClaimResponse Answer { get; set; } = new();

        public override Task<CheckClaimResponse> CheckClaim(CheckClaimRequest request, ServerCallContext context) => Task.FromResult(Answer);
    }
}
