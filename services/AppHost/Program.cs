using Microsoft.Extensions.Configuration;
using OnRecord.AppHost;

// The four services and the console in processes of their own, with RabbitMQ, PostgreSQL and Redis, and the Aspire dashboard over all of them.
Servers found;
try
{
    found = await Servers.StartAsync();
}
catch (InvalidOperationException fault)
{
    await Console.Error.WriteLineAsync($"onrecord: {fault.Message}");
    return 1;
}

await using var servers = found;
var builder = DistributedApplication.CreateBuilder(args);
// Those that the services have by themselves, unless told otherwise: what is documented for them holds here, too.
var first = builder.Configuration.GetValue("FirstPort", 7101);
var ingest = AddService<Projects.Ingest>("ingest", 0);
var entity = AddService<Projects.Entity>("entity", 1);
var stance = AddService<Projects.Stance>("stance", 2);
var search = AddService<Projects.Search>("search", 3);
Listen(builder.AddProject<Projects.Console>("console", launchProfileName: null), 9)
    .WithEnvironment("Console__Ingest", ingest.GetEndpoint("grpc"))
    .WithEnvironment("Console__Entity", entity.GetEndpoint("grpc"))
    .WithEnvironment("Console__Stance", stance.GetEndpoint("grpc"))
    .WithEnvironment("Console__Search", search.GetEndpoint("grpc"))
    // On loopback, for whoever develops.
    .WithEnvironment("Console__AllowAnonymous", "true");
await builder.Build().RunAsync();
return 0;

IResourceBuilder<ProjectResource> AddService<TProject>(string name, int number)
    where TProject : IProjectMetadata, new() => Listen(builder.AddProject<TProject>(name, launchProfileName: null), number)
    .WithEnvironment("Bus__Transport", "RabbitMq")
    .WithEnvironment("Bus__Host", servers.RabbitMq)
    .WithEnvironment("Storage__Provider", "Postgres")
    .WithEnvironment("Storage__ConnectionString", servers.Postgres)
    .WithEnvironment("Cache__Redis", servers.Redis);

// A service listens where Listen says, and not where ASP.NET Core's own variable does; nothing stands between it and its callers.
IResourceBuilder<ProjectResource> Listen(IResourceBuilder<ProjectResource> project, int number)
{
    var (grpc, http) = (first + number, first + 80 + number);
    string[] addresses = [$"127.0.0.1:{grpc}", $"127.0.0.1:{http}"];
    return project
        .WithHttpEndpoint(port: grpc, name: "grpc", isProxied: false)
        .WithHttpEndpoint(port: http, name: "http", isProxied: false)
        .WithEndpointsInEnvironment(_ => false)
        .WithEnvironment("Listen__Grpc", addresses[0])
        .WithEnvironment("Listen__Http", addresses[1])
        .WithHttpHealthCheck("/readyz", endpointName: "http");
}
