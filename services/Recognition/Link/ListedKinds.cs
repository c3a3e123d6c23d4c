using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>Tells what the names of a list are by the word behind the last one: in "Orange and Riverside counties" Orange is Orange County.</summary>
internal static class ListedKinds
{
    private const int Longest = 24;

    private static readonly WordSet Kinds = LanguagePack.Default.Words("listed-kinds");
    private static readonly WordSet Joiners = LanguagePack.Default.Words("joiners");

    /// <summary>The word that belongs behind a name of such a list ("county"), or null.</summary>
    public static string? Of(Document document, Mention mention)
    {
        var isList = false;
        var end = Math.Min(document.Tokens.Length, mention.EndToken + Longest);
        for (var token = mention.EndToken; token < end; token++)
        {
            var word = document.Word(token);
            if (isList && Kinds.Kind(word) is { } kind)
            {
                return kind;
            }

            if (word is "," || Joiners.Contains(word))
            {
                isList = true;
            }
            else if (!char.IsUpper(word[0]))
            {
                return null;
            }
        }

        return null;
    }
}
