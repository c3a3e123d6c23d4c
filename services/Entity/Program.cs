using OnRecord.Defaults;
using OnRecord.Entities;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("entity");
    builder.AddEntity();
    builder.AddMessageBus(EntitySetup.AddConsumers);

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapEntity();
    return app;
});
