using Spectre.Console;

namespace OnRecord.Cli;

/// <summary>The question before what cannot be undone.</summary>
internal static class Confirmation
{
    /// <summary>Whether the user agrees.</summary>
    /// <param name="question">Markup.</param>
    /// <param name="verb">What is done, for who has nobody to ask.</param>
    /// <exception cref="UserException">Nobody sits at the terminal.</exception>
    public static Task<bool> AskAsync(string question, string verb, CancellationToken cancellation) => Console.IsInputRedirected
        ? throw new UserException($"Nobody is there to ask: add --yes to {verb}.")
        : Output.Remarks.ConfirmAsync(question, defaultValue: false, cancellation);
}
