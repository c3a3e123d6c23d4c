using OnRecord.Defaults;
using OnRecord.Entities;
using OnRecord.Ingest;
using OnRecord.Search;
using OnRecord.Stances;
using OnRecord.Standalone.Demo;
using OnRecord.Web;

var demo = DemoMode.Take(ref args);
var arguments = args;
return await ServiceProgram.RunAsync(
    () =>
    {
        // The databases live in the working folder: watching it for new settings would cost something at every write.
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. arguments]);
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
        return app;
    },
    app => demo?.ShowAsync(app) ?? Task.CompletedTask);
