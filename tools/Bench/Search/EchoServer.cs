using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.Api.Search.V1;

namespace OnRecord.Bench;

/// <summary>The ceiling: a bare gRPC server that answers every GetStory with one message that it holds.</summary>
internal static class EchoServer
{
    public static async Task<(WebApplication App, string Address)> StartAsync(GetStoryResponse answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Echo(answer));
        var app = builder.Build();
        app.MapGrpcService<Echo>();
        await app.StartAsync();
        return (app, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    private sealed class Echo(GetStoryResponse answer) : SearchService.SearchServiceBase
    {
        public override Task<GetStoryResponse> GetStory(GetStoryRequest request, ServerCallContext context) => Task.FromResult(answer);
    }
}
