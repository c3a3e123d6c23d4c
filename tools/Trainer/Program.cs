using System.CommandLine;
using OnRecord.Trainer.Attribution;
using OnRecord.Trainer.Names;

// One command per model; each is seeded and gives the same file again from the same data.
return new RootCommand("Trains the models that ship with OnRecord.")
{
    AttributionCommand.Create(),
    ClustersCommand.Create(),
    GazetteerCommand.Create(),
    NerCommand.Create(),
}.Parse(args).Invoke();
