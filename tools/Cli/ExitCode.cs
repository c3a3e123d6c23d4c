namespace OnRecord.Cli;

/// <summary>What the shell gets to know. Documented in the help of the root command.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The service refused, or at least one article failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    public const int NotFound = 3;

    /// <summary>Nobody answers, or not in time; trying again later may help.</summary>
    public const int Unavailable = 4;

    /// <summary>Ctrl-C, by the shells' convention 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
