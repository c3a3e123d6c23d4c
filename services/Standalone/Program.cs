using OnRecord.Defaults;
using OnRecord.Entities;
using OnRecord.Ingest;
using OnRecord.Search;
using OnRecord.Stances;
using OnRecord.Standalone;
using OnRecord.Standalone.Dashboard;
using OnRecord.Standalone.Demo;
using OnRecord.Web;

DashboardMode? dashboard;
try
{
    dashboard = DashboardMode.Take(ref args);
}
catch (StartException fault)
{
    await Console.Error.WriteLineAsync($"onrecord: {fault.Message}");
    return 1;
}

using var page = dashboard;
using var demo = DemoMode.Take(ref args);
return await new ServiceProgram("standalone", "OnRecord: all services and the console in one process, data in one folder.")
{
    Switches = new Dictionary<string, string> { [DemoMode.Switch] = DemoMode.Summary, [DashboardMode.Switch] = DashboardMode.Summary },
    // The databases live in the working folder: watching it for new settings would cost something at every write.
    ReloadSettings = false,
    Add = builder =>
    {
        demo?.Configure(builder);
        builder.AddIngest();
        builder.AddEntity();
        builder.AddStance();
        builder.AddSearch();
        builder.AddConsole();
        builder.AddMessageBus(IngestSetup.AddConsumers, EntitySetup.AddConsumers, StanceSetup.AddConsumers, SearchSetup.AddConsumers);
    },
    Map = app =>
    {
        app.MapIngest();
        app.MapEntity();
        app.MapStance();
        app.MapSearch();
        app.MapConsole();
    },
    Started = async app =>
    {
        await (dashboard?.ShowAsync() ?? Task.CompletedTask);
        await (demo is null ? Console.Out.WriteLineAsync(Addresses.Of(app)) : DemoMode.ShowAsync(app));
    },
}.RunAsync(args);

