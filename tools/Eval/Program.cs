using System.CommandLine;
using OnRecord.Eval;
using OnRecord.Eval.Boards;
using OnRecord.Eval.Linking;

// One command per metric; each prints lines "name value" for any file of the documented format.
return new RootCommand("Measures OnRecord on annotated data.")
{
    AttributionCommand.Create(),
    BoardsCommand.Create(),
    ClaimsCommand.Create(),
    CoreferenceCommand.Create(),
    DuplicatesCommand.Create(),
    EntitiesCommand.Create(),
    ExtractionCommand.Create(),
    LanguageCommand.Create(),
    LinkingCommand.Create(),
    NerCommand.Create(),
    ParseCommand.Create(),
    PortrayalCommand.Create(),
    PositionsCommand.Create(),
    SegmentCommand.Create(),
    SpeedCommand.Create(),
    RetrievalCommand.Create(),
    StoriesCommand.Create(),
}.Parse(args).Invoke();
