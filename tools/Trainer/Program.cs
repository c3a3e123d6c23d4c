using System.CommandLine;
using OnRecord.Trainer;
using OnRecord.Trainer.Attribution;
using OnRecord.Trainer.Boards;
using OnRecord.Trainer.Claims;
using OnRecord.Trainer.Coreference;
using OnRecord.Trainer.Knowledge;
using OnRecord.Trainer.Meaning;
using OnRecord.Trainer.Names;
using OnRecord.Trainer.Parse;
using OnRecord.Trainer.Portrayal;

// One command per model; each is seeded and gives the same file again from the same data.
return new RootCommand("Trains the models that ship with OnRecord.")
{
    AttributionCommand.Create(),
    BoardsCommand.Create(),
    ClaimsCommand.Create(),
    ClustersCommand.Create(),
    CoreferenceCommand.Create(),
    OnRecord.Trainer.Positions.PositionsCommand.Create(),
    OnRecord.Trainer.Positions.SpeakersCommand.Create(),
    GazetteerCommand.Create(),
    IdfCommand.Create(),
    KbCommand.Create(),
    LinkCommand.Create(),
    LanguageCommand.Create(),
    ManifestCommand.Create(),
    MeaningCommand.Create(),
    NerCommand.Create(),
    ParseCommand.Create(),
    PortrayalCommand.Create(),
    VectorsCommand.Create(),
}.Parse(args).Invoke();
