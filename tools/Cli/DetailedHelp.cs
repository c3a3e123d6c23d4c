using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OnRecord.Cli;

/// <summary>
/// A command whose description is one line in the list of commands, and whose own help ends with details and examples.
/// </summary>
internal sealed class DetailedCommand(string name, string summary, string details) : Command(name, summary)
{
    public string Details { get; } = details;
}

/// <summary>The usual help, then the details of the command.</summary>
internal sealed class DetailedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Takes the place of the usual help of a command tree.</summary>
    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new DetailedHelp((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DetailedCommand command)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(command.Details);
        }

        return ExitCode.Success;
    }
}
