namespace OnRecord.Language.Names;

/// <summary>A name as a name finder reports it.</summary>
/// <param name="FirstToken">Index of the first token in the document.</param>
/// <param name="EndToken">One past the last token.</param>
/// <param name="Type">Type of the name.</param>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct FoundName(int FirstToken, int EndToken, NameType Type, float Confidence);

/// <summary>Runs of capitalised words, typed by their last word: the name finder for when no model is loaded.</summary>
public static class RuleNameFinder
{
    private static readonly HashSet<string> NotNames = new(StringComparer.Ordinal)
    {
        "I", "The", "A", "An", "He", "She", "It", "They", "We", "You", "This", "That", "These", "Those", "In", "On", "At", "But", "And", "Or", "If",
        "As", "For", "By", "To", "From", "With", "After", "Before", "When", "While", "His", "Her", "Its", "Their", "Our", "My", "Your", "There",
        "What", "Who", "How", "Why", "Where", "Which", "No", "Not", "Yes", "So", "However", "Mr.", "Mrs.", "Ms.", "Dr.", "President", "Minister",
        "Prime", "Secretary", "Senator", "Sen.", "Rep.", "Gov.", "Gen.", "Chancellor", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
        "Saturday", "Sunday", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    };

    private static readonly HashSet<string> OrganizationWords = new(StringComparer.Ordinal)
    {
        "Inc.", "Inc", "Corp.", "Corp", "Ltd.", "Ltd", "Co.", "Company", "Ministry", "Party", "Department", "Committee", "Council", "Union",
        "Agency", "Bank", "University", "Court", "Senate", "Congress", "Parliament", "Commission", "Association", "Group", "Times", "Post", "News",
    };

    public static List<FoundName> Find(string text, ReadOnlySpan<Token> tokens, IReadOnlyList<Sentence> sentences)
    {
        var names = new List<FoundName>();
        foreach (var sentence in sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                var end = i;
                while (end < sentence.EndToken && IsNameWord(text.AsSpan(tokens[end].Start, tokens[end].End - tokens[end].Start)))
                {
                    end++;
                }

                if (end > i)
                {
                    names.Add(new FoundName(i, end, TypeOf(text, tokens[i..end]), 0.5f));
                    i = end;
                }
            }
        }

        return names;
    }

    private static bool IsNameWord(ReadOnlySpan<char> word) =>
        char.IsUpper(word[0]) && !NotNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static NameType TypeOf(string text, ReadOnlySpan<Token> tokens)
    {
        var last = text[tokens[^1].Start..tokens[^1].End];
        return OrganizationWords.Contains(last) ? NameType.Organization
            : tokens.Length >= 2 ? NameType.Person
            : last.Length <= 5 && last.All(char.IsUpper) ? NameType.Organization
            : NameType.Other;
    }
}
