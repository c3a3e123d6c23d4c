using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Finds names of several words that the knowledge base has and the name finder missed, cut short or ran together: "Free Syrian Army",
/// "Bashar al-Assad". The longest match wins.
/// </summary>
internal sealed class KnownNames(KnowledgeBase knowledge)
{
    private const int MaxWords = 7;
    private const float Confidence = 0.8f;

    // Below this prior the lists hold too many names that are also common words in capitals.
    private const byte MinPopularity = 40;

    // Words in lower case inside a name.
    private static readonly WordSet Links = LanguagePack.Default.Words("name-links");

    /// <summary>The document with known names as mentions.</summary>
    public Document Mark(Document document)
    {
        var editor = new MentionEditor(document);
        foreach (var sentence in document.Sentences)
        {
            for (var first = sentence.FirstToken; first < sentence.EndToken; first++)
            {
                if ((!char.IsUpper(document.Word(first)[0]) && !StartsParticle(document.Word(first))) || NameVariants.IsTitle(document.Word(first)))
                {
                    continue;
                }

                var (end, entry) = LongestMatch(document, first, sentence.EndToken);
                if (entry is not null)
                {
                    AddUnlessKnown(editor, document, first, end, (NameType)entry.Type);
                    first = end - 1;
                }
            }
        }

        return editor.Build();
    }

    private static void AddUnlessKnown(MentionEditor editor, Document document, int first, int end, NameType type)
    {
        foreach (var mention in document.Mentions)
        {
            if (mention.Form != MentionForm.Name || mention.EndToken <= first || mention.FirstToken >= end)
            {
                continue;
            }

            // A mention as wide or wider was found for a reason: "Bank of America Tower".
            if (mention.FirstToken <= first && mention.EndToken >= end)
            {
                return;
            }
        }

        editor.Add(first, end, type, Confidence, replacesInner: true);
    }

    private static bool StartsParticle(ReadOnlySpan<char> word) => word.StartsWith("al-", StringComparison.OrdinalIgnoreCase);

    private (int End, KnowledgeEntry? Entry) LongestMatch(Document document, int first, int sentenceEnd)
    {
        var furthest = first + 1;
        while (furthest < sentenceEnd && furthest - first < MaxWords && MayContinue(document.Word(furthest)))
        {
            furthest++;
        }

        for (var end = furthest; end - first >= 2; end--)
        {
            if (!char.IsUpper(document.Word(end - 1)[0]) && !StartsParticle(document.Word(end - 1)))
            {
                continue;
            }

            var key = NameKey.Of(document.Text.AsSpan(document.Tokens[first].Start, document.Tokens[end - 1].End - document.Tokens[first].Start));
            foreach (var match in knowledge.Find(key))
            {
                if (match.Strength == AliasStrength.Full
                    && match.Entry.Popularity >= MinPopularity
                    && (match.Entry.Type is EntityType.Person or EntityType.Organization || match.Entry.Kind is EntityKind.Event or EntityKind.Product)
                    && key.Contains(' ', StringComparison.Ordinal))
                {
                    return (end, match.Entry);
                }
            }
        }

        return (first, null);
    }

    private static bool MayContinue(ReadOnlySpan<char> word) =>
        char.IsUpper(word[0]) || StartsParticle(word) || Links.Contains(word);
}
