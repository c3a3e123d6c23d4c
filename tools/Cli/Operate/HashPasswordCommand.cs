using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Spectre.Console;

namespace OnRecord.Cli.Operate;

/// <summary>onrecord hash-password: what the console's list of users holds in place of a password.</summary>
internal static class HashPasswordCommand
{
    private const int Least = 12;

    public static Command Create()
    {
        var command = new DetailedCommand("hash-password", "Make the hash of a password for the console's list of users.", """
            Reads the password from standard input, or asks for it.

            Example:
              export Console__Users__0__Name=ana Console__Users__0__PasswordHash=$(onrecord hash-password)
            """);
        command.SetAction(async (_, cancellation) =>
        {
            var password = Console.IsInputRedirected
                ? await Console.In.ReadLineAsync(cancellation) ?? ""
                : await new TextPrompt<string>("Password:").Secret(null).ShowAsync(Output.Remarks, cancellation);
            if (password.Length < Least)
            {
                throw new UserException($"A password has {Least} characters or more.");
            }

            Console.WriteLine(new PasswordHasher<string>().HashPassword("", password));
            return ExitCode.Success;
        });
        return command;
    }
}
