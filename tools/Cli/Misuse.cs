using System.CommandLine;
using System.CommandLine.Parsing;
using OnRecord.Defaults;

namespace OnRecord.Cli;

/// <summary>What is wrong with a command line, each fault in a line that says what may have been meant.</summary>
internal static class Misuse
{
    /// <summary>The faults; none when the command can run.</summary>
    /// <param name="parsed">What the parser made of the command line.</param>
    /// <param name="args">The command line.</param>
    public static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyList<string> args)
    {
        var command = parsed.CommandResult.Command;
        // What the parser could not place, and misspelt options that it took for the value of an argument.
        var strange = parsed.UnmatchedTokens.Concat(Swallowed(parsed, args)).Distinct().ToList();
        // One slip brings others with it: behind a misspelt option its value, behind a misspelt command everything.
        var first = strange.Exists(IsOption) ? strange.Where(IsOption) : strange.Take(1);
        var faults = first.Select(word => Describe(word, parsed.CommandResult)).ToList();
        if (faults.Count == 0)
        {
            faults.AddRange(parsed.Errors.Select(Describe));
        }

        return faults.Count > 0 && command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0
            ? [$"Say what to do: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}."]
            : faults;
    }

    private static IEnumerable<string> Swallowed(ParseResult parsed, IReadOnlyList<string> args)
    {
        // After a bare -- everything is a value.
        var open = args.TakeWhile(word => word != "--").ToHashSet();
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .Where(word => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal) && open.Contains(word));
    }

    private static bool IsOption(string word) => word.StartsWith('-');

    private static string Describe(string word, CommandResult place)
    {
        if (!IsOption(word))
        {
            var nearest = NearestName.Of(word, place.Command.Subcommands.SelectMany(sub => sub.Aliases.Append(sub.Name)));
            return place.Command.Subcommands.Count == 0 ? $"There is no room for \"{word}\" here."
                : $"There is no command \"{word}\"." + (nearest is null ? "" : $" Did you mean {nearest}?");
        }

        var name = word.Split('=', 2)[0];
        var options = Chain(place).SelectMany(result => result.Command.Options).SelectMany(option => option.Aliases.Append(option.Name));
        return $"There is no option {name}." + (NearestName.Of(name, options) is { } meant ? $" Did you mean {meant}?" : "");
    }

    /// <summary>What the parser found, in words of the command line where its own are those of the library.</summary>
    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Implicit: false, Tokens.Count: 0 } option => $"{option.Option.Name} needs a value.",
        ArgumentResult { Tokens.Count: 0 } missing => $"{missing.Argument.Name} is missing: {missing.Argument.Description}",
        OptionResult { Implicit: true } missing => $"{missing.Option.Name} is missing: {missing.Option.Description}",
        CommandResult command when Needed(command) is { } missing => $"{missing.Name} is missing: {missing.Description}",
        _ => error.Message.Length > 0 ? error.Message : "This is not understood.",
    };

    private static Option? Needed(CommandResult command) =>
        command.Command.Options.FirstOrDefault(option => option.Required && command.GetResult(option) is (null or { Implicit: true }));

    private static IEnumerable<CommandResult> Chain(CommandResult result) =>
        result.Parent is CommandResult parent ? Chain(parent).Append(result) : [result];
}
