using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Joins somebody described with the one person of whom a text of the story says so: by an apposition, or by the title before a name.</summary>
internal static class PartyRoles
{
    /// <summary>Words between a role and the name beside it: "the mayor | of the old town, | Ann Lee".</summary>
    private const int LongestOwner = 5;

    private static readonly WordSet Titles = LanguagePack.Default.Words("unique-titles");
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite");
    private static readonly WordSet Belonging = LanguagePack.Default.Words("function-words", "belonging");
    private static readonly WordSet Owning = LanguagePack.Default.Words("function-words", "owning");
    private static readonly WordSet Inferior = LanguagePack.Default.Words("function-words", "inferior");

    /// <param name="parties">All of the story.</param>
    /// <param name="evidence">The sentences of its positions.</param>
    public static void Join(Party[] parties, IReadOnlyCollection<string> evidence)
    {
        Party[] people = [.. parties.Where(party => party.IsPerson && party.Words.Length > 1)];
        JoinAppositions(parties, people, evidence);
        JoinTitles(parties, people, evidence);
    }

    /// <summary>"Reed's mother, Ann Reed, said …": whom the story's evidence calls so.</summary>
    private static void JoinAppositions(Party[] parties, Party[] people, IReadOnlyCollection<string> evidence)
    {
        foreach (var described in parties.Where(party => party.IsDescribed && party.Name.Contains(' ', StringComparison.Ordinal)))
        {
            JoinSaid(described, "apposition", described.Text, people, evidence, StandSideBySide);
        }
    }

    /// <summary>"Lisbon's transport minister" is "Transport Minister Ann Lee" where nobody else of the story bears the title.</summary>
    private static void JoinTitles(Party[] parties, Party[] people, IReadOnlyCollection<string> evidence)
    {
        foreach (var described in parties.Where(party => party.Best.HolderId.Length == 0 && party.Root == party && !Indefinite.Contains(party.Text.Split(' ')[0])))
        {
            var role = Role(described);
            if (role.Length is 0 or > 4 || (role.Length == 1 && !Titles.Contains(role[0].ToLowerInvariant())))
            {
                continue;
            }

            JoinSaid(described, "title", string.Join(' ', role), people, evidence, (text, title, name) => Bears(text, title, name) || IsCalled(text, title, name));
        }
    }

    /// <summary>Makes somebody described the one person of whom a text of the story says so.</summary>
    private static void JoinSaid(Party described, string rule, string words, Party[] people, IReadOnlyCollection<string> evidence, Func<string, string, string, bool> says)
    {
        // Few sentences have the words, and fewer a name beside them: the story is gone through once for each, not once for each pair.
        var texts = evidence.Where(text => text.Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        Party.Only(people.Where(person => texts.Exists(text => says(text, words, person.Text))))?.Join(described, rule, isSaid: true);
    }

    /// <summary>The words of a role without whose it is: "the city clerk", "Lisbon's | transport minister", "the mayor | of Lisbon", "Lisbon | mayor".</summary>
    private static string[] Role(Party described)
    {
        var words = Party.WithoutArticle(described.Text.ToUpperInvariant()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = Array.FindIndex(words, word => Owning.Contains(word.ToLowerInvariant())) is var of and > 0 ? of : words.Length;
        var start = Array.FindLastIndex(words, end - 1, Party.IsPossessive) + 1;
        return start < end && Titles.Contains(words[end - 1].ToLowerInvariant()) && (end - start == 1 || !Inferior.Contains(words[end - 2].ToLowerInvariant()))
            ? words[(end - 1)..end] : words[start..end];
    }

    /// <summary>Whether a text calls somebody by a title: right before the name, and not as the end of a longer one.</summary>
    private static bool Bears(string text, string title, string name) => Places(text, name).Any(at =>
    {
        var before = text.AsSpan(0, at).TrimEnd();
        return before.Length < at && before.EndsWith(title, StringComparison.OrdinalIgnoreCase) && !EndsLonger(before[..^title.Length]);
    });

    /// <summary>Whether a text says beside a name who that is: "the mayor of Lisbon, Ann Lee", "Ann Lee, the mayor of Lisbon".</summary>
    private static bool IsCalled(string text, string title, string name) => Places(text, name).Any(at =>
    {
        var before = text.AsSpan(0, at).TrimEnd();
        var after = text.AsSpan(at + name.Length);
        return (before.EndsWith(",") && IsRole(before[(before[..^1].LastIndexOf(',') + 1)..^1], title, isBefore: true))
            || (after.StartsWith(", ") && IsRole(after[2..(after[2..].IndexOf(',') is var end and >= 0 ? end + 2 : after.Length)], title, isBefore: false));
    });

    /// <summary>"… the mayor of Lisbon" before a name ends with the role, "the mayor of Lisbon …" after it begins so; whose it is may follow, and nothing else.</summary>
    private static bool IsRole(ReadOnlySpan<char> words, string title, bool isBefore)
    {
        var at = isBefore ? words.LastIndexOf(title, StringComparison.OrdinalIgnoreCase) : words.IndexOf(title, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (at > 0 && words[at - 1] != ' ') || EndsLonger(words[..at]))
        {
            return false;
        }

        var owner = words[(at + title.Length)..].Trim();
        var lead = words[..at].Trim();
        return (owner.IsEmpty || Belonging.Contains(owner[..(owner.IndexOf(' ') is var end and >= 0 ? end : owner.Length)])) && owner.Count(' ') < LongestOwner
            && (isBefore || lead.Count(' ') < 2);
    }

    private static IEnumerable<int> Places(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            yield return at;
        }
    }

    /// <summary>"Deputy | mayor": a word right before the title that is part of it.</summary>
    private static bool EndsLonger(ReadOnlySpan<char> before) => before.Length > 0 && (before[^1] == '-' || (before[^1] == ' ' && before.TrimEnd() is { Length: > 0 } words
        && char.IsLetter(words[^1]) && Inferior.Contains(words[(words.LastIndexOf(' ') + 1)..])));

    private static bool StandSideBySide(string text, string description, string name) => text.Contains(name, StringComparison.OrdinalIgnoreCase)
        && (text.Contains($"{description}, {name}", StringComparison.OrdinalIgnoreCase) || text.Contains($"{name}, {description}", StringComparison.OrdinalIgnoreCase));
}
