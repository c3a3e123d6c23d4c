using OnRecord.Entities;

namespace OnRecord.Data;

/// <summary>Finds the Wikidata id behind a title of the English Wikipedia by the names of a knowledge base, for gold standards that tell titles alone.</summary>
internal sealed class WikipediaTitles(KnowledgeBase knowledge)
{
    /// <summary>The id of what the knowledge base calls just so; of several the best known, which has its title without a bracket. Null where it knows none.</summary>
    /// <param name="title">As in an address: "New_York_City", "Trinity_College%2C_Cambridge".</param>
    public string? IdOf(string title)
    {
        var name = Uri.UnescapeDataString(title).Replace('_', ' ');
        return knowledge.Find(NameKey.Of(name)).FirstOrDefault(match => match.Strength == AliasStrength.Full && match.Entry.WikidataId.Length > 0
            && match.Entry.Aliases.Select(alias => alias.Text).Prepend(match.Entry.Name).Contains(name)).Entry?.WikidataId;
    }
}
