namespace OnRecord.Stances;

/// <summary>Generates every possible position of a document, too many on purpose: a model decides.</summary>
internal static class CandidateFinder
{
    /// <summary>The candidates in the order of their cues: those of attributions, then of predicates that no attribution has, then of quotations that nothing tells.</summary>
    /// <param name="view">The document.</param>
    /// <param name="residue">Its lines that are no part of the story.</param>
    /// <param name="attributions">What the tagger found.</param>
    public static List<Candidate> Find(SyntaxView view, ResidueFinder residue, IReadOnlyList<RawAttribution> attributions)
    {
        var taken = new TakenTokens(view);
        var rules = new StanceRules(view, CueLexicon.Default);
        var ofAttributions = new AttributionCandidates(view, residue, rules, taken);
        var ofPredicates = new PredicateCandidates(view, residue, rules, taken);
        List<Candidate> found = [.. attributions.SelectMany(ofAttributions.Of), .. ofPredicates.All(), .. new QuotationCandidates(view).Outside(attributions)];
        found.Sort((a, b) => (a.Cue.First, a.Content.First).CompareTo((b.Cue.First, b.Content.First)));
        return found;
    }
}
