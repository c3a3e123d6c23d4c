using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>How a mention is signed: what found the name behind a pronoun or noun phrase, and what decided which entity is meant.</summary>
internal static class LinkSignature
{
    /// <summary>Parts "what: who decided, with the confidence", separated by semicolons; empty for links of builds that did not say.</summary>
    /// <param name="modelVersion">The models that read the text.</param>
    /// <param name="kind">How the mention names its entity.</param>
    /// <param name="confidence">0 to 1: of the mention.</param>
    /// <param name="rule">What decided the link.</param>
    /// <param name="linkConfidence">0 to 1: of the link.</param>
    public static string Of(string modelVersion, MentionKind kind, float confidence, LinkRule rule, float linkConfidence)
    {
        if (rule == LinkRule.Unspecified)
        {
            return "";
        }

        var sure = linkConfidence > 0 ? FormattableString.Invariant($" {linkConfidence:F2}") : "";
        var link = rule switch
        {
            LinkRule.Likeliest => $"{modelVersion}{sure}",
            LinkRule.Unsure => $"{modelVersion}, no entry of the knowledge base is likely enough",
            LinkRule.Unknown => "no entry of the knowledge base has the name",
            LinkRule.CommonWord => "rule: a word that the text writes in lower case, too",
            LinkRule.ShortForm => $"rule{sure}: part of a full name in the text",
            LinkRule.FirstName => $"rule{sure}: first name of a person in the text",
            LinkRule.Described => $"rule{sure}: described by a role or kind that fits nothing else",
            LinkRule.Capital => $"rule{sure}: a capital that stands for its state",
            LinkRule.Correction => "correction by an administrator",
            _ => "merge by an administrator",
        };
        return kind == MentionKind.Name ? $"link: {link}" : FormattableString.Invariant($"reference: {modelVersion} {confidence:F2}; link: {link}");
    }
}
