namespace OnRecord.Entities;

/// <summary>Who held an office on a day.</summary>
internal static class OfficeHolders
{
    // How long nobody else is taken to have come where the source has stopped looking.
    private const int DaysWithoutNews = 400;

    /// <summary>The one holder of an office of a country on a day; null where none or several are known.</summary>
    /// <param name="knowledge">The knowledge base.</param>
    /// <param name="office">Its title without the country.</param>
    /// <param name="country">Code of the country.</param>
    /// <param name="day">The day.</param>
    public static KnowledgeEntry? On(KnowledgeBase knowledge, string office, string country, DateOnly day) => On(knowledge, OfficeKeys.Office(office, country), day);

    /// <summary>The one head of a body on a day; null where none or several are known.</summary>
    public static KnowledgeEntry? HeadOn(KnowledgeBase knowledge, KnowledgeEntry body, DateOnly day) =>
        NamesOf(body).Select(name => On(knowledge, OfficeKeys.Head(name), day)).FirstOrDefault(holder => holder is not null);

    /// <summary>Whether somebody heads a body or once did.</summary>
    public static bool HasHeaded(KnowledgeEntry person, KnowledgeEntry body) =>
        person.Roles.Count > 0 && NamesOf(body).Select(OfficeKeys.Head).Intersect(person.Roles.Select(role => OfficeKeys.Of(role, person.Country)), StringComparer.Ordinal).Any();

    private static IEnumerable<string> NamesOf(KnowledgeEntry body) =>
        body.Aliases.Where(alias => alias.Strength == AliasStrength.Full).Select(alias => alias.Text).Prepend(body.Name);

    private static KnowledgeEntry? On(KnowledgeBase knowledge, string key, DateOnly day)
    {
        var holders = knowledge.Find(key).Select(match => match.Entry)
            .SelectMany(entry => entry.Roles.Where(role => OfficeKeys.Of(role, entry.Country) == key).Select(role => (Entry: entry, Role: role)))
            .Where(held => held.Role.Start <= day)
            .ToList();
        if (holders.Count == 0)
        {
            return null;
        }

        // Who came last; a source that forgot an end is overruled by the successor.
        var latest = holders.Max(held => held.Role.Start);
        var last = holders.Where(held => held.Role.Start == latest).ToList();
        return last.TrueForAll(held => held.Entry.Id == last[0].Entry.Id && IsInOffice(held.Role, day)) ? last[0].Entry : null;
    }

    /// <summary>Whether an office is held on a day, as far as the source tells.</summary>
    public static bool IsInOffice(KnowledgeRole role, DateOnly day) =>
        role.Start <= day && (day < role.End || (role.IsOpen && day.DayNumber - role.End.DayNumber <= DaysWithoutNews));
}
