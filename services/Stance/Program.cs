using OnRecord.Defaults;
using OnRecord.Stances;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("stance");
    builder.AddStance();
    builder.AddMessageBus(StanceSetup.AddConsumers);

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapStance();
    return app;
});
