using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// The one person of a document who bears a title, under whatever word for it: "the judge" after "Justice Ann Lee", and "a judge" in the lead of a
/// story that names one judge further down. Roles that the text repeats word by word are coreference's.
/// </summary>
internal sealed class TitledPeople
{
    private static readonly WordSet Titles = LanguagePack.Default.Words("unique-titles");
    private static readonly WordSet Definite = LanguagePack.Default.Words("function-words", "definite");
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite");

    /// <summary>Sentences from the top in which somebody is brought in as "a judge" to be named later.</summary>
    private const int Lead = 3;

    /// <summary>Words of a title before a name that are looked at: "Supreme Court Justice Ann Lee".</summary>
    private const int LongestTitle = 3;

    private const int Several = -2;

    private readonly SyntaxView _view;
    private readonly Dictionary<string, int> _chainOf = new(StringComparer.Ordinal);

    public TitledPeople(SyntaxView view)
    {
        _view = view;
        foreach (var mention in view.Document.Mentions)
        {
            if (mention is not { Type: NameType.Person, Form: MentionForm.Name })
            {
                continue;
            }

            // A title may lie in the name or before it.
            for (var i = Math.Max(0, mention.FirstToken - LongestTitle); i < mention.EndToken; i++)
            {
                if (view.SentenceOf[i] == view.SentenceOf[mention.FirstToken] && char.IsUpper(view.Document.Word(i)[0])
                    && IsPartOfName(i, mention) && Title(view.Document.Word(i)) is { } title)
                {
                    _chainOf[title] = _chainOf.TryGetValue(title, out var known) && known != mention.Chain ? Several : mention.Chain;
                }
            }
        }
    }

    /// <summary>The chain of whom the phrase can only mean, or -1.</summary>
    public int Find(TokenSpan phrase, int head)
    {
        if (Title(_view.Document.Word(head)) is not { } title || !_chainOf.TryGetValue(title, out var chain) || chain < 0)
        {
            return -1;
        }

        var isBare = _view.SentenceAt(head).IsHeadline || _view.SentenceOf[head] == 0;
        return _view.Document.Word(phrase.First) switch
        {
            var first when Definite.Contains(first) => head - phrase.First <= 2 && phrase.End == head + 1 ? chain : -1,
            var first when Indefinite.Contains(first) => _view.SentenceOf[head] < Lead ? chain : -1,
            _ => isBare && phrase.End == phrase.First + 1 ? chain : -1,
        };
    }

    /// <summary>Whether the word is a title that several people of the document bear: then it names none of them.</summary>
    public bool IsAmbiguous(int head) => Title(_view.Document.Word(head)) is { } title && _chainOf.GetValueOrDefault(title) == Several;

    /// <summary>Whether nothing stands between the title and the name but more of the title.</summary>
    private bool IsPartOfName(int title, Mention name)
    {
        for (var i = title + 1; i < name.FirstToken; i++)
        {
            if (!char.IsUpper(_view.Document.Word(i)[0]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a title comes to; null for other words.</summary>
    private static string? Title(ReadOnlySpan<char> word) => Titles.Kind(word);
}
