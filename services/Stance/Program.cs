using OnRecord.Defaults;
using OnRecord.Stances;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("stance");
builder.AddStance();
builder.AddMessageBus(StanceSetup.AddConsumers);

var app = builder.Build();
app.MapServiceDefaults();
app.MapStance();
await app.RunAsync();
