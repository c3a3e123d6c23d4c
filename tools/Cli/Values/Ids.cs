namespace OnRecord.Cli.Values;

/// <summary>Ids as they are typed.</summary>
internal static class Ids
{
    /// <summary>The id, when it is one.</summary>
    /// <param name="value">What was typed.</param>
    /// <param name="name">What it is to name: ARTICLE.</param>
    /// <param name="where">Where such ids are to be found, a whole sentence.</param>
    /// <exception cref="UserException">It cannot be an id.</exception>
    public static string Checked(string value, string name, string where) =>
        Guid.TryParse(value, out _) ? value : throw new UserException($"{name}: \"{value}\" is no id. {where}");
}
