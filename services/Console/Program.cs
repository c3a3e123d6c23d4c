using OnRecord.Defaults;
using OnRecord.Web;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("console");
    builder.AddConsole();

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapConsole();
    return app;
});
