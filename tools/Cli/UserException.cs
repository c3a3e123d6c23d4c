namespace OnRecord.Cli;

/// <summary>An end of the command that the user can do something about: its message is all they need to see.</summary>
internal sealed class UserException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int Code { get; } = exitCode;
}
