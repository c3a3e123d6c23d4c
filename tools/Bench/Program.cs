using System.CommandLine;
using OnRecord.Bench;
using OnRecord.Bench.Knowledge;

// One command per figure. Those of the read side print a table with the ratio to a ceiling of the same run, and draw a plot.
return await new RootCommand("Measures how fast OnRecord is, against what the machine can do.")
{
    CompareCommand.Create(),
    DumpCommand.Create(),
    GrowthCommand.Create(),
    IngestCommand.Create(),
    KnowledgeCommand.Create(),
    LookupCommand.Create(),
    OverloadCommand.Create(),
    PipelineCommand.Create(),
    SearchCommand.Create(),
    WatchCommand.Create(),
}.Parse(args).InvokeAsync();
