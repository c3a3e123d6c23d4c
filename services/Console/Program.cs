using OnRecord.Defaults;
using OnRecord.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("console");
builder.AddConsole();

var app = builder.Build();
app.MapServiceDefaults();
app.MapConsole();
await app.RunAsync();
