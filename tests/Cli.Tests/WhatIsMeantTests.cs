using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Search.V1;
using OnRecord.TestKit;

namespace OnRecord.Cli.Tests;

/// <summary>What the program itself takes a number of a list, or a name, for, while the server's stories and entities change.</summary>
public sealed class WhatIsMeantTests : IAsyncLifetime
{
    private static readonly string[] Ids = [.. Enumerable.Range(1, 3).Select(number => $"00000000-0000-0000-0000-00000000000{number}")];

    private readonly string _address = $"http://127.0.0.1:{FreePort.Next()}";
    private readonly ScratchFolder _home = new();
    private readonly Stories _stories = new();
    private readonly Entities _entities = new();
    private WebApplication? _server;

    [Fact]
    public async Task A_number_stays_the_story_that_was_printed_beside_it()
    {
        _stories.Order = [Ids[0], Ids[1]];
        await RunAsync("hot");
        _stories.Order = [Ids[2], Ids[1], Ids[0]];

        Assert.Equal(Ids[0], await StoryAsync("1"));
        Assert.Equal(Ids[1], await StoryAsync("2"));
        var (code, _, error) = await RunAsync("story", "3");
        Assert.Equal(ExitCode.NotFound, code);
        Assert.Contains("the last list that was printed has 2. `onrecord hot --top 3` lists more.", error, StringComparison.Ordinal);
        // JSON has no numbers, and changes none.
        await RunAsync("hot", "--json");
        Assert.Equal(Ids[0], await StoryAsync("1"));
        // What was searched for has numbers, too.
        await RunAsync("search", "--stories", "bridge");
        Assert.Equal(Ids[2], await StoryAsync("1"));
        // A search that finds nothing has none.
        _stories.Found = [];
        await RunAsync("search", "--stories", "nothing");
        _stories.Order = [Ids[1], Ids[2]];
        Assert.Equal(Ids[2], await StoryAsync("1"));
    }

    [Fact]
    public async Task A_number_without_a_list_is_that_of_the_moment_and_one_of_a_gone_story_says_so()
    {
        _stories.Order = [Ids[0]];
        Assert.Equal(Ids[0], await StoryAsync("1"));
        await RunAsync("hot");
        _stories.Order = [Ids[1]];

        var (code, _, error) = await RunAsync("story", "1");

        Assert.Equal(ExitCode.NotFound, code);
        Assert.Contains("Story 1 of the last list that was printed is gone. `onrecord hot` lists those there are.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann", "\"Ann\" may be Ann (local-1), Ann (local-2, a singer). Say which by its id.")]
    [InlineData("Ann R", "No entity is called \"Ann R\". Is it Ann Reed (local-3, mayor of Ripley)?")]
    [InlineData("Nobody", "No entity is called \"Nobody\".")]
    public async Task No_entity_goes_away_by_a_guess(string name, string expected)
    {
        var (code, _, error) = await RunAsync("kb", "merge", name, "local-9", "--yes");

        Assert.NotEqual(ExitCode.Success, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Empty(_entities.Merged);
    }

    [Fact]
    public async Task A_whole_name_that_one_entity_bears_is_enough()
    {
        var (code, _, error) = await RunAsync("kb", "merge", "ann reed", "local-9", "--yes");

        Assert.True(code == ExitCode.Success, error);
        Assert.Equal(["local-3 into local-9"], _entities.Merged);
    }

    [Fact]
    public async Task Reading_takes_the_beginning_of_a_name_and_says_whose()
    {
        _stories.Order = [];

        Assert.Contains("\"Ann R\" is read as Ann Reed (local-3).", (await RunAsync("search", "--entity", "Ann R")).Error, StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("search", "--entity", "Ann Reed")).Error);
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenLocalhost(new Uri(_address).Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_stories).AddSingleton(_entities);
        _server = builder.Build();
        _server.MapGrpcService<Stories>();
        _server.MapGrpcService<Entities>();
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _server!.StopAsync();
        await _server.DisposeAsync();
        _home.Dispose();
    }

    private async Task<string?> StoryAsync(string number)
    {
        var (code, output, error) = await RunAsync("story", number, "--json");
        Assert.True(code == ExitCode.Success, error);
        using var story = JsonDocument.Parse(output);
        return story.RootElement.GetProperty("storyId").GetString();
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Cli, .. arguments, "--endpoint", _address]);
        start.Environment["XDG_DATA_HOME"] = start.Environment["HOME"] = _home.Path;
        return ProgramRun.ToEndAsync(start, TimeSpan.FromMinutes(1));
    }

    private sealed class Stories : SearchService.SearchServiceBase
    {
        public string[] Order { get; set; } = [];

        /// <summary>What a search finds; null for all.</summary>
        public string[]? Found { get; set; }

        public override Task<ListHotStoriesResponse> ListHotStories(ListHotStoriesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListHotStoriesResponse { Stories = { Order.Take(request.PageSize).Select(id => new StorySummary { StoryId = id }) } });

        public override Task<SearchStoriesResponse> SearchStories(SearchStoriesRequest request, ServerCallContext context) =>
            Task.FromResult(new SearchStoriesResponse { Stories = { (Found ?? Order).Select(id => new StorySummary { StoryId = id }) } });

        public override Task<SearchArticlesResponse> SearchArticles(SearchArticlesRequest request, ServerCallContext context) => Task.FromResult(new SearchArticlesResponse());

        public override Task<GetStoryResponse> GetStory(GetStoryRequest request, ServerCallContext context) => Order.Contains(request.StoryId)
            ? Task.FromResult(new GetStoryResponse { Story = new Story { StoryId = request.StoryId } })
            : throw new RpcException(new Status(StatusCode.NotFound, $"There is no story \"{request.StoryId}\"."));
    }

    private sealed class Entities : EntityService.EntityServiceBase
    {
        private static readonly Entity[] All = [Of("local-1", "Ann"), Of("local-2", "Ann", "a singer"), Of("local-3", "Ann Reed", "mayor of Ripley"), Of("local-9", "Bo Stone")];

        public List<string> Merged { get; } = [];

        public override Task<SearchEntitiesResponse> SearchEntities(SearchEntitiesRequest request, ServerCallContext context) => Task.FromResult(new SearchEntitiesResponse
        {
            Entities = { All.Where(entity => entity.Ref.Name.StartsWith(request.Query, StringComparison.OrdinalIgnoreCase)).Take(request.PageSize) },
        });

        public override Task<GetEntityResponse> GetEntity(GetEntityRequest request, ServerCallContext context) =>
            Task.FromResult(new GetEntityResponse { Entity = All.Single(entity => entity.Ref.EntityId == request.EntityId) });

        public override Task<MergeEntitiesResponse> MergeEntities(MergeEntitiesRequest request, ServerCallContext context)
        {
            Merged.Add($"{request.EntityId} into {request.IntoEntityId}");
            return Task.FromResult(new MergeEntitiesResponse { Entity = All.Single(entity => entity.Ref.EntityId == request.IntoEntityId) });
        }

        private static Entity Of(string id, string name, string description = "") => new() { Ref = new EntityRef { EntityId = id, Name = name }, Description = description };
    }
}
