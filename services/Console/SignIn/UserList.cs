using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Web;

/// <summary>The users that are configured now; a changed secret counts without a restart.</summary>
internal sealed class UserList(IOptionsMonitor<ConsoleOptions> options, WrongKeys wrong, ILogger<UserList> logger)
{
    private static readonly PasswordHasher<string> Hasher = new();

    // Compared with where there is no such user, so that a name that there is takes no longer than one that there is not.
    private static readonly string Nobody = Hasher.HashPassword("", Guid.NewGuid().ToString());

    /// <summary>Whether somebody is who they say. After too many wrong passwords from an address nobody is, for a minute.</summary>
    public bool Knows(string name, string password, string address)
    {
        if (wrong.Exhausted(address))
        {
            return false;
        }

        var user = options.CurrentValue.Users.FirstOrDefault(user => user.Name == name);
        var matches = Hasher.VerifyHashedPassword(name, user?.PasswordHash ?? Nobody, password) != PasswordVerificationResult.Failed;
        if (user is null || !matches)
        {
            wrong.Note("password", address);
            return false;
        }

        logger.LogInformation("{Name} signed in from {Address}", name, address);
        return true;
    }
}
