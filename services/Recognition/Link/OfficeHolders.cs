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
    public static KnowledgeEntry? On(KnowledgeBase knowledge, string office, string country, DateOnly day)
    {
        var key = OfficeKeys.Office(office, country);
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
