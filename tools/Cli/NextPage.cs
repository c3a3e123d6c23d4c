namespace OnRecord.Cli;

/// <summary>How a list goes on.</summary>
internal static class NextPage
{
    /// <summary>Says on standard error how to get the next page; nothing when this was the last.</summary>
    public static void Tell(string token)
    {
        if (token.Length > 0)
        {
            Console.Error.WriteLine($"More: --page-token {token}");
        }
    }
}
