using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OnRecord.Api.Search.V1;
using OnRecord.TestKit;

namespace OnRecord.Defaults.Tests;

/// <summary>A whole process with one small service in it, on real ports.</summary>
public sealed class ServiceHostTests
{
    [Fact]
    public async Task Health_is_served_over_both_protocols()
    {
        await using var process = await Process.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await process.Http.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await process.Http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);
        var health = await new Health.HealthClient(process.Grpc).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task A_unary_method_answers_as_json_too()
    {
        await using var process = await Process.StartAsync();

        var suggestion = await process.Http.GetFromJsonAsync<JsonElement>(new Uri("/v1/suggestions?prefix=ab", UriKind.Relative));

        Assert.Equal("ab", suggestion.GetProperty("suggestions")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_exception_leaves_the_process_as_a_bare_internal_error()
    {
        await using var process = await Process.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await new SearchService.SearchServiceClient(process.Grpc).SuggestAsync(new SuggestRequest { Prefix = "throw" }));

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_that_passes_is_named_so()
    {
        await using var process = await Process.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await new SearchService.SearchServiceClient(process.Grpc).SuggestAsync(
                new SuggestRequest { Prefix = "wait" }, deadline: DateTime.UtcNow.AddMilliseconds(200)));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task With_auth_a_call_needs_a_known_key_with_the_scope()
    {
        await using var process = await Process.StartAsync(
            "--Auth:Enabled", "true",
            "--Auth:Keys:0:Name", "reader", "--Auth:Keys:0:Sha256", Hash("reader-key"), "--Auth:Keys:0:Scopes:0", "read",
            "--Auth:Keys:1:Name", "writer", "--Auth:Keys:1:Sha256", Hash("writer-key"), "--Auth:Keys:1:Scopes:0", "write");
        var client = new SearchService.SearchServiceClient(process.Grpc);

        async Task<StatusCode> Call(params Metadata.Entry[] headers)
        {
            var metadata = new Metadata();
            foreach (var header in headers)
            {
                metadata.Add(header);
            }

            try
            {
                await client.SuggestAsync(new SuggestRequest { Prefix = "ab" }, metadata);
                return StatusCode.OK;
            }
            catch (RpcException error)
            {
                return error.StatusCode;
            }
        }

        Assert.Equal(StatusCode.Unauthenticated, await Call());
        Assert.Equal(StatusCode.Unauthenticated, await Call(new Metadata.Entry("x-api-key", "guessed")));
        Assert.Equal(StatusCode.PermissionDenied, await Call(new Metadata.Entry("x-api-key", "writer-key")));
        Assert.Equal(StatusCode.OK, await Call(new Metadata.Entry("x-api-key", "reader-key")));
        Assert.Equal(HttpStatusCode.OK, (await process.Http.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Keys_that_come_as_files_rotate_without_a_restart_and_a_wrong_change_changes_nothing()
    {
        using var secrets = new ScratchFolder();
        async Task WriteAsync(string hash)
        {
            await File.WriteAllTextAsync(secrets.Combine("Auth__Keys__0__Name"), "reader");
            await File.WriteAllTextAsync(secrets.Combine("Auth__Keys__0__Sha256"), hash);
            await File.WriteAllTextAsync(secrets.Combine("Auth__Keys__0__Scopes__0"), "read");
        }

        await WriteAsync(Hash("first"));
        await using var process = await Process.StartAsync("--Auth:Enabled", "true", "--Secrets:Folder", secrets.Path);
        var client = new SearchService.SearchServiceClient(process.Grpc);
        async Task<bool> EntersAsync(string key)
        {
            try
            {
                await client.SuggestAsync(new SuggestRequest { Prefix = "ab" }, new Metadata { { "x-api-key", key } });
                return true;
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.Unauthenticated)
            {
                return false;
            }
        }

        Assert.True(await EntersAsync("first"));
        await WriteAsync(Hash("second"));
        // Once in a while: a wrong key counts against the address.
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(4));
                return await EntersAsync("second");
            },
            "the new key is known");
        Assert.False(await EntersAsync("first"));
        await WriteAsync("no hash");
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.True(await EntersAsync("second"));
    }

    [Fact]
    public async Task Who_tries_many_wrong_keys_is_not_listened_to()
    {
        await using var process = await Process.StartAsync(
            "--Auth:Enabled", "true", "--Auth:Keys:0:Name", "reader", "--Auth:Keys:0:Sha256", Hash("reader-key"), "--Auth:Keys:0:Scopes:0", "read");
        var client = new SearchService.SearchServiceClient(process.Grpc);
        for (var i = 0; i < WrongKeys.PerMinute; i++)
        {
            await Assert.ThrowsAsync<RpcException>(async () =>
                await client.SuggestAsync(new SuggestRequest { Prefix = "ab" }, new Metadata { { "x-api-key", $"guess {i}" } }));
        }

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.SuggestAsync(new SuggestRequest { Prefix = "ab" }, new Metadata { { "x-api-key", "reader-key" } }));
        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
    }

    [Fact]
    public async Task No_text_of_a_request_may_hold_a_zero()
    {
        await using var process = await Process.StartAsync();
        var client = new SearchService.SearchServiceClient(process.Grpc);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await client.SuggestAsync(new SuggestRequest { Prefix = "a\0b" }));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal("prefix", error.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task A_caller_over_its_rate_is_told_to_wait()
    {
        await using var process = await Process.StartAsync("--Limits:CallsPerSecond", "1", "--Limits:Burst", "3");
        var client = new SearchService.SearchServiceClient(process.Grpc);

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await client.SuggestAsync(new SuggestRequest { Prefix = "ab" });
            }
        });

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.NotNull(error.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
    }

    [Theory]
    [InlineData("Storage:Provider", "Postgres", "Storage:ConnectionString")]
    [InlineData("Bus:Transport", "RabbitMq", "Bus:Host")]
    [InlineData("Bus:Prefetch", "0", "Bus:Prefetch")]
    [InlineData("Listen:Grpc", "nowhere", "Listen:Grpc")]
    [InlineData("Auth:Enabled", "true", "Auth:Keys")]
    public async Task A_wrong_option_stops_the_start_and_names_the_key(string key, string value, string named)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => Process.StartAsync("--" + key, value));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed class Process : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Process(WebApplication app, IReadOnlyList<string> addresses)
        {
            _app = app;
            Grpc = GrpcChannel.ForAddress(addresses[0]);
            Http = new HttpClient { BaseAddress = new Uri(addresses[1]) };
        }

        public GrpcChannel Grpc { get; }

        public HttpClient Http { get; }

        public static async Task<Process> StartAsync(params string[] settings)
        {
            var builder = WebApplication.CreateBuilder([.. settings, "--Logging:LogLevel:Default", "None"]);
            builder.Configuration["Listen:Grpc"] ??= "127.0.0.1:0";
            builder.Configuration["Listen:Http"] ??= "127.0.0.1:0";
            builder.AddServiceDefaults("test");
            builder.AddValidatedOptions<StorageOptions>(StorageOptions.Section);
            builder.AddMessageBus(_ => { });
            var app = builder.Build();
            app.MapServiceDefaults();
            app.MapGrpcService<Parrot>();
            try
            {
                await app.StartAsync();
            }
            catch
            {
                await app.DisposeAsync();
                throw;
            }

            return new Process(app, [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses]);
        }

        public async ValueTask DisposeAsync()
        {
            Grpc.Dispose();
            Http.Dispose();
            await _app.DisposeAsync();
        }
    }

    private sealed class Parrot : SearchService.SearchServiceBase
    {
        public override async Task<SuggestResponse> Suggest(SuggestRequest request, ServerCallContext context)
        {
            if (request.Prefix == "throw")
            {
                throw new InvalidOperationException("a secret of the store");
            }

            if (request.Prefix == "wait")
            {
                await Task.Delay(TimeSpan.FromSeconds(20), context.CancellationToken);
            }

            return new SuggestResponse { Suggestions = { new Suggestion { Text = request.Prefix } } };
        }
    }
}
