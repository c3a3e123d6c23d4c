using Google.Protobuf;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OnRecord.Cli;

/// <summary>Results go to standard output, as tables for people or as JSON lines for scripts; all else to standard error.</summary>
internal sealed class Output(bool json)
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    public bool Json => json;

    /// <summary>Progress and remarks: never mixed into the results.</summary>
    public static IAnsiConsole Remarks { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Writes each message as one line of JSON, or all of them as the picture that <paramref name="render"/> draws.</summary>
    public void Write<T>(IReadOnlyCollection<T> messages, Func<IReadOnlyCollection<T>, IRenderable> render)
        where T : IMessage
    {
        if (!json)
        {
            AnsiConsole.Write(render(messages));
            AnsiConsole.WriteLine();
            return;
        }

        foreach (var message in messages)
        {
            WriteLine(message);
        }
    }

    /// <summary>One message as one line of JSON.</summary>
    public static void WriteLine(IMessage message) => Console.Out.WriteLine(Formatter.Format(message));
}
