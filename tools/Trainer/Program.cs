using System.CommandLine;
using OnRecord.Trainer.Attribution;
using OnRecord.Trainer.Knowledge;
using OnRecord.Trainer.Names;
using OnRecord.Trainer.Parse;
using OnRecord.Trainer;

// One command per model; each is seeded and gives the same file again from the same data.
return new RootCommand("Trains the models that ship with OnRecord.")
{
    AttributionCommand.Create(),
    ClustersCommand.Create(),
    GazetteerCommand.Create(),
    KbCommand.Create(),
    NerCommand.Create(),
    VectorsCommand.Create(),
    ParseCommand.Create(),
    IdfCommand.Create(),
}.Parse(args).Invoke();
