using System.CommandLine;
using OnRecord.Trainer.Attribution;
using OnRecord.Trainer.Names;
using OnRecord.Trainer.Parse;

// One command per model; each is seeded and gives the same file again from the same data.
return new RootCommand("Trains the models that ship with OnRecord.")
{
    AttributionCommand.Create(),
    ClustersCommand.Create(),
    GazetteerCommand.Create(),
    NerCommand.Create(),
    VectorsCommand.Create(),
    ParseCommand.Create(),
}.Parse(args).Invoke();
