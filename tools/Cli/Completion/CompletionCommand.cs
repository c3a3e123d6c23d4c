using System.CommandLine;
using System.CommandLine.Completions;

namespace OnRecord.Cli.Completion;

/// <summary>onrecord completion: scripts by which a shell asks this program for completions.</summary>
internal static class CompletionCommand
{
    private const string Summary = "Print a completion script for a shell.";

    private const string Details = """
        Examples:
          eval "$(onrecord completion bash)"
          onrecord completion zsh > "${fpath[1]}/_onrecord"
          onrecord completion fish > ~/.config/fish/completions/onrecord.fish
          onrecord completion pwsh | Out-String | Invoke-Expression
        """;

    // The [suggest:N] directive of System.CommandLine prints one completion a line for the cursor at N.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _onrecord() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(onrecord "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _onrecord onrecord
            """,
        ["zsh"] = """
            #compdef onrecord
            _onrecord() {
              local completions=("${(@f)$(onrecord "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a completions || _files
            }
            compdef _onrecord onrecord
            """,
        ["fish"] = """
            complete -c onrecord -a '(onrecord "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName onrecord -ScriptBlock {
              param($word, $line, $cursor)
              onrecord "[suggest:$cursor]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.CompletionSources.Add(_ => Scripts.Keys.Select(name => new CompletionItem(name)));
        shell.Validators.Add(given =>
        {
            if (!Scripts.ContainsKey(given.Tokens[0].Value))
            {
                given.AddError($"SHELL: there is no \"{given.Tokens[0].Value}\"; write {string.Join(", ", Scripts.Keys)}.");
            }
        });
        var command = new DetailedCommand("completion", Summary, Details) { shell };
        command.SetAction(parsed =>
        {
            Console.WriteLine(Scripts[parsed.GetValue(shell)!]);
            return ExitCode.Success;
        });
        return command;
    }
}
