using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Finds the person whom a noun phrase describes, by the names in and beside it.</summary>
internal sealed class PersonFinder(SyntaxView view)
{
    private static readonly WordSet Definite = LanguagePack.Default.Words("function-words", "definite");

    /// <summary>The person whom the head describes: "aide Ann Lee", "an aide, Ann Lee", "Ann Lee, an aide".</summary>
    public int Beside(TokenSpan phrase, int head, bool isName)
    {
        for (var i = head + 1; i < phrase.End && i <= head + 2; i++)
        {
            if (view.IsPersonName(i))
            {
                return view.MentionOf[i];
            }

            // Behind a name and a comma somebody else begins: "according to the Harbour Post, Ann Lee …".
            if (isName || view.Document.Word(i) is not ",")
            {
                break;
            }
        }

        // The parser may take the apposition for the subject, and leave the name before the comma alone.
        var first = phrase.First;
        return first >= 2 && view.Tokens[head].Xpos is not ("NNS" or "NNPS") && view.Document.Word(first - 1) is "," && view.SentenceOf[first - 2] == view.SentenceOf[first] && view.IsPersonName(first - 2)
            ? view.MentionOf[first - 2]
            : -1;
    }

    /// <summary>
    /// A name that ends the phrase after a comma or a run of capitalised title words: "Chief of Defence Staff Air Marshal Ann Lee", "a
    /// senior aide to the mayor, Ann Lee". After "to President" it is somebody else's.
    /// </summary>
    public int AtEnd(TokenSpan phrase)
    {
        var last = phrase.End - 1;
        while (last > phrase.First && view.Tokens[last].Upos == Upos.Punct)
        {
            last--;
        }

        if (!view.IsPersonName(last))
        {
            return -1;
        }

        var mention = view.MentionOf[last];
        var before = view.Document.Mentions[mention].FirstToken - 1;
        if (before >= phrase.First && view.Document.Word(before) is ",")
        {
            return mention;
        }

        var name = view.Document.Mentions[mention].FirstToken;
        while (before >= phrase.First
            && (view.MentionOf[before] >= 0 || view.Tokens[before].Upos is Upos.Noun or Upos.Propn or Upos.Adj || char.IsUpper(view.Document.Word(before)[0])
                || (view.Document.Word(before) is "of" && before + 1 < name)))
        {
            before--;
        }

        return before < phrase.First || view.Document.Word(before) is "," || Definite.Contains(view.Document.Word(before)) ? mention : -1;
    }
}
