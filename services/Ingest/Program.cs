using OnRecord.Defaults;
using OnRecord.Ingest;

return await new ServiceProgram("ingest", "OnRecord ingest: takes articles in, cleans them, and sees to it that each reaches the index.")
{
    Add = builder =>
    {
        builder.AddIngest();
        builder.AddMessageBus(IngestSetup.AddConsumers);
    },
    Map = app => app.MapIngest(),
}.RunAsync(args);
