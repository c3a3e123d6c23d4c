using System.CommandLine;

namespace OnRecord.Bench;

/// <summary>Configuration of services on the command line: `Stance:Encoder=false`.</summary>
internal static class ServiceSettings
{
    /// <summary>An option that may come more than once.</summary>
    public static Option<string[]> Ask(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = _ => [] };
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0) is { } wrong)
            {
                result.AddError($"{name} takes key=value, not '{wrong.Value}'.");
            }
        });
        return option;
    }

    /// <summary>Keys and values.</summary>
    public static IReadOnlyDictionary<string, string> Read(string[]? given) =>
        (given ?? []).Select(one => one.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
}
