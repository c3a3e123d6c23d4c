using System.CommandLine;
using OnRecord.Bench;

// One command per figure; each prints a table with the ratio to its ceiling, taken in the same run, and draws a plot.
return await new RootCommand("Measures how fast OnRecord is, against what the machine can do.")
{
    LookupCommand.Create(),
    SearchCommand.Create(),
}.Parse(args).InvokeAsync();
