using OnRecord.Defaults;
using OnRecord.Search;

return await new ServiceProgram("search", "OnRecord search: stories, full text, and what is hot.")
{
    Add = builder =>
    {
        builder.AddSearch();
        builder.AddMessageBus(SearchSetup.AddConsumers);
    },
    Map = app => app.MapSearch(),
}.RunAsync(args);
