using Google.Protobuf;
using OnRecord.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OnRecord.Cli;

/// <summary>
/// Results go to standard output: as tables for people, as columns with tabs for a pipe, as JSON lines for scripts; all else goes to
/// standard error.
/// </summary>
internal sealed class Output(bool json)
{
    // Named as the HTTP API names its fields, and as complete.
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public bool Json => json;

    /// <summary>Whether somebody else than a terminal reads the results.</summary>
    public static bool Piped => Console.IsOutputRedirected;

    /// <summary>Progress and remarks: never mixed into the results.</summary>
    public static IAnsiConsole Remarks { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Writes each message as one line of JSON, or all of them as the picture that <paramref name="render"/> draws.</summary>
    public void Write<T>(IReadOnlyCollection<T> messages, Func<IReadOnlyCollection<T>, IRenderable> render)
        where T : IMessage
    {
        if (json)
        {
            foreach (var message in messages)
            {
                WriteLine(message);
            }
        }
        else
        {
            Show(render(messages));
        }
    }

    /// <summary>Shows a picture, its listings as plain columns in a pipe.</summary>
    public static void Show(IRenderable picture)
    {
        if (!Piped)
        {
            AnsiConsole.Write(picture);
            AnsiConsole.WriteLine();
            return;
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        // No line of a text is broken where a terminal would end.
        plain.Profile.Width = 100_000;
        foreach (var part in picture is View view ? view.Parts : [picture])
        {
            if (part is IPlain columns)
            {
                columns.WritePlain(Console.Out);
            }
            else
            {
                plain.Write(part);
                plain.WriteLine();
            }
        }
    }

    /// <summary>One message as one line of JSON.</summary>
    public static void WriteLine(IMessage message) => Console.Out.WriteLine(Formatter.Format(message));
}
