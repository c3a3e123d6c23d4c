using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Names bodies that news writes in lower case: "the Iraqi health ministry", "the Obama administration", "Saudi government". What says whose
/// body it is stays a mention of its own.
/// </summary>
internal static class GovernmentBodies
{
    private const int MaxWordsBetween = 2;
    private const float Confidence = 0.7f;

    private static readonly WordSet Bodies = LanguagePack.Default.Words("government-bodies");

    // What a ministry is for; nothing else may stand between.
    private static readonly WordSet Portfolios = LanguagePack.Default.Words("portfolios");

    /// <summary>The document with such bodies as mentions.</summary>
    public static Document Mark(Document document)
    {
        var editor = new MentionEditor(document);
        foreach (var mention in document.Mentions)
        {
            if (mention.Form != MentionForm.Name || mention.Type == NameType.Organization)
            {
                continue;
            }

            var end = mention.EndToken;
            var limit = Math.Min(document.Tokens.Length, end + MaxWordsBetween);
            while (end < limit && Portfolios.Contains(document.Word(end)))
            {
                end++;
            }

            if (end < document.Tokens.Length && Bodies.Contains(document.Word(end)) && Owns(document, mention, end))
            {
                editor.Add(mention.FirstToken, end + 1, NameType.Organization, Confidence, replacesInner: false);
            }
        }

        return editor.Build();
    }

    /// <summary>Only administrations are named after people; ministries and the rest belong to states.</summary>
    private static bool Owns(Document document, Mention owner, int body) =>
        (owner.Type == NameType.Person) == Bodies.Is(document.Word(body), "person") || owner.Type == NameType.Other;
}
