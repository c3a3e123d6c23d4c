using OnRecord.Defaults;
using OnRecord.Stances;

return await new ServiceProgram("stance", "OnRecord stance: who says what, and where each of them stands.")
{
    Add = builder =>
    {
        builder.AddStance();
        builder.AddMessageBus(StanceSetup.AddConsumers);
    },
    Map = app => app.MapStance(),
}.RunAsync(args);
