using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Makes holders of entities and of the words that name them.</summary>
internal sealed class HolderFactory(SyntaxView view, EntityResolver entities)
{
    /// <summary>The entity of a mention, as a phrase calls it.</summary>
    public Holder Of(int mention, TokenSpan phrase) => Of(entities.OfMention(mention), phrase);

    /// <summary>The entity of a chain, as a phrase calls it.</summary>
    public Holder OfChain(int chain, TokenSpan phrase) => Of(entities.OfChain(chain), phrase);

    /// <summary>An entity as a phrase calls it; null where nobody knows who it is.</summary>
    public Holder Of(EntityReference? entity, TokenSpan phrase)
    {
        var range = view.RangeOf(phrase.First, phrase.End);
        // A phrase may end with the comma behind an apposition.
        return new Holder(entity, range.Of(view.Document.Text).TrimEnd(',', ' '), range);
    }
}
