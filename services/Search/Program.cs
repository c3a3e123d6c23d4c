using OnRecord.Defaults;
using OnRecord.Search;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("search");
    builder.AddSearch();
    builder.AddMessageBus(SearchSetup.AddConsumers);

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapSearch();
    return app;
});
