using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Tells "Finnish" and "the French" from a Finn who is called so: a word for a people stands before a noun, as an adjective or for all of them. Bare,
/// it is somebody's name ("Finn left") or a language ("in Finnish"), and "the Finn" is one person.
/// </summary>
internal static class Demonyms
{
    private const int LongestList = 8;

    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "people");
    private static readonly WordSet CollectiveEnds = LanguagePack.Default.Words("collective-ends");
    private static readonly WordSet Joiners = LanguagePack.Default.Words("joiners");

    /// <summary>Whether some name of the chain stands as a word for a people does.</summary>
    public static bool MayBe(Document document, CoreferenceChain chain)
    {
        foreach (var index in chain.Mentions)
        {
            var mention = document.Mentions[index];
            if (mention.Form == MentionForm.Name && Derives(document, mention))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Derives(Document document, Mention mention)
    {
        var token = document.Tokens[mention.EndToken - 1];
        if (token.Relation is "conj" && token.Head >= 0)
        {
            token = document.Tokens[token.Head];
        }

        return token.Relation is null or "" or "amod" or "compound" or "root" or "xcomp" or "ccomp" or "acl" or "advcl" or "parataxis"
            || token.Xpos == "NNPS"
            || IsBeforeNoun(document, mention.EndToken)
            || (mention.FirstToken > 0 && IsArticle(document.Word(mention.FirstToken - 1)) && IsCollective(mention.Range.Of(document.Text)));
    }

    /// <summary>"The French" are a people, "the Italian" is one of them.</summary>
    private static bool IsCollective(string word) =>
        CollectiveEnds.IsEndOf(word);

    /// <summary>"Dutch, German and French settlers".</summary>
    private static bool IsBeforeNoun(Document document, int next)
    {
        var end = Math.Min(document.Tokens.Length, next + LongestList);
        for (; next < end; next++)
        {
            var word = document.Word(next);
            if (document.Tokens[next].Upos is Upos.Noun or Upos.Adj || word is "-")
            {
                return true;
            }

            if (word is not "," && !Joiners.Contains(word) && !char.IsUpper(word[0]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsArticle(ReadOnlySpan<char> word) =>
        Articles.Contains(word);
}
