using OnRecord.Defaults;
using OnRecord.Entities;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("entity");
builder.AddEntity();
builder.AddMessageBus(EntitySetup.AddConsumers);

var app = builder.Build();
app.MapServiceDefaults();
app.MapEntity();
await app.RunAsync();
