using OnRecord.Defaults;
using OnRecord.Ingest;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("ingest");
    builder.AddIngest();
    builder.AddMessageBus(IngestSetup.AddConsumers);

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapIngest();
    return app;
});
