using OnRecord.Defaults;
using OnRecord.Entities;

return await new ServiceProgram("entity", "OnRecord entity: knows every name, where it stands, and who it is.")
{
    Add = builder =>
    {
        builder.AddEntity();
        builder.AddMessageBus(EntitySetup.AddConsumers);
    },
    Map = app => app.MapEntity(),
}.RunAsync(args);
