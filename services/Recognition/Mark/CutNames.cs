using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Cuts what the name finder took too much of: the article before a body that is not called so ("The Commerce Department"), and names that a table or a
/// byline writes one after another ("TORONTO MINNESOTA", "Ann Lyme BRUSSELS").
/// </summary>
internal sealed class CutNames(KnowledgeBase knowledge)
{
    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "definite");

    /// <summary>The document with such names cut.</summary>
    public Document Mark(Document document)
    {
        var editor = new MentionEditor(document);
        foreach (var mention in document.Mentions)
        {
            if (mention.Form != MentionForm.Name || mention.EndToken - mention.FirstToken < 2)
            {
                continue;
            }

            if (mention.Type != NameType.Person && char.IsUpper(document.Word(mention.FirstToken)[0]) && Articles.Contains(document.Word(mention.FirstToken)) && !IsCalledThe(mention.Range.Of(document.Text)))
            {
                editor.Narrow(mention, mention.FirstToken + 1, mention.EndToken);
            }
            else if (IsCapitals(document, mention.EndToken - 1) && Cut(document, mention) is > 0 and var cut)
            {
                var isByline = !IsCapitals(document, mention.FirstToken);
                editor.Add(mention.FirstToken, cut, isByline ? NameType.Person : NameType.Place, mention.Confidence, replacesInner: true);
                editor.Add(cut, mention.EndToken, NameType.Place, mention.Confidence, replacesInner: false);
            }
        }

        return editor.Build();
    }

    /// <summary>Whether the best known of that name has the article in its name: "The Times". What nobody knows keeps it.</summary>
    private bool IsCalledThe(string name) => knowledge.Find(NameKey.Of(name)) is not [var first, ..]
        || (first.Entry.Name.IndexOf(' ') is var end and > 0 && Articles.Contains(first.Entry.Name.AsSpan(0, end)));

    /// <summary>The token at which a second name begins; 0 for none.</summary>
    private int Cut(Document document, Mention mention)
    {
        var isTable = IsCapitals(document, mention.FirstToken);
        if (isTable && knowledge.Find(KeyOf(document, mention.FirstToken, mention.EndToken)).Count > 0)
        {
            return 0;
        }

        for (var cut = mention.FirstToken + 1; cut < mention.EndToken; cut++)
        {
            if (IsCapitals(document, cut) && IsPlace(KeyOf(document, cut, mention.EndToken))
                && (isTable ? IsPlace(KeyOf(document, mention.FirstToken, cut)) : !IsCapitals(document, cut - 1)))
            {
                return cut;
            }
        }

        return 0;
    }

    private bool IsPlace(string key) => knowledge.Find(key).Any(match => match is { Strength: AliasStrength.Full, Entry.Type: EntityType.Place });

    private static string KeyOf(Document document, int first, int end) =>
        NameKey.Of(document.Text.AsSpan(document.Tokens[first].Start, document.Tokens[end - 1].End - document.Tokens[first].Start));

    private static bool IsCapitals(Document document, int token) => document.Word(token).Length > 2 && Capitals.Only(document.Word(token));
}
