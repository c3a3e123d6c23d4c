using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Makes whole what a name finder cut at a hyphen: "al-Sabah" found as "Sabah", "Bello-Fadile" found as two names. Only hyphens without a blank
/// on either side join; "U.S.-led" is no name.
/// </summary>
internal static class HyphenatedNames
{
    private static readonly WordSet Particles = LanguagePack.Default.Words("name-particles");

    /// <summary>The document with such names widened.</summary>
    public static Document Mark(Document document)
    {
        var editor = new MentionEditor(document);
        var done = 0;
        foreach (var mention in document.Mentions)
        {
            if (mention.Form != MentionForm.Name || mention.FirstToken < done)
            {
                continue;
            }

            var (first, end) = (mention.FirstToken, mention.EndToken);
            while (first >= 2 && IsJoint(document, first - 1) && IsParticle(document.Word(first - 2)))
            {
                first -= 2;
            }

            while (end + 1 < document.Tokens.Length && IsJoint(document, end) && char.IsUpper(document.Word(end + 1)[0])
                && BelongsTo(document, mention, end + 1))
            {
                end = Math.Max(end + 2, EndOfMentionAt(document, end + 1));
            }

            if (first != mention.FirstToken || end != mention.EndToken)
            {
                editor.Add(first, end, mention.Type, mention.Confidence, replacesInner: true);
                done = end;
            }
        }

        return editor.Build();
    }

    private static bool IsJoint(Document document, int token) =>
        document.Word(token) is "-" or "‐" or "‑"
        && document.Tokens[token - 1].End == document.Tokens[token].Start
        && document.Tokens[token].End == document.Tokens[token + 1].Start;

    private static bool IsParticle(ReadOnlySpan<char> word) => Particles.Contains(word);

    /// <summary>What follows the hyphen is a name of the same type or no name of its own: "Bello-Fadile", not "Russia-Ukraine".</summary>
    private static bool BelongsTo(Document document, Mention mention, int token)
    {
        var next = document.Mentions.FirstOrDefault(other => other.Form == MentionForm.Name && other.FirstToken == token);
        return mention.Type is NameType.Person or NameType.Organization && (next is null || next.Type == mention.Type);
    }

    private static int EndOfMentionAt(Document document, int token) =>
        document.Mentions.FirstOrDefault(other => other.Form == MentionForm.Name && other.FirstToken == token)?.EndToken ?? 0;
}
