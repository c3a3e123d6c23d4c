using OnRecord.Defaults;
using OnRecord.Entities;
using OnRecord.Ingest;
using OnRecord.Search;
using OnRecord.Stances;
using OnRecord.Standalone.Demo;
using OnRecord.Web;

var demo = DemoMode.Take(ref args);
var builder = WebApplication.CreateBuilder(args);
demo?.Configure(builder);
builder.AddServiceDefaults("standalone");
builder.AddIngest();
builder.AddEntity();
builder.AddStance();
builder.AddSearch();
builder.AddConsole();
builder.AddMessageBus(IngestSetup.AddConsumers, EntitySetup.AddConsumers, StanceSetup.AddConsumers, SearchSetup.AddConsumers);

var app = builder.Build();
app.MapServiceDefaults();
app.MapIngest();
app.MapEntity();
app.MapStance();
app.MapSearch();
app.MapConsole();
await app.StartAsync();
await (demo?.ShowAsync(app) ?? Task.CompletedTask);
await app.WaitForShutdownAsync();
