using System.Collections.Frozen;

namespace OnRecord.Search;

/// <summary>English function words, as index terms: they say nothing about what an article is about.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Terms = (
        "a about above after again against all also am among an and any are aren't as at be because been before being below "
        + "between both but by can cannot can't could couldn't did didn't do does doesn't doing don't down during each either "
        + "even ever few for from further had hadn't has hasn't have haven't having he he'd he'll her here hers herself he's him "
        + "himself his how however i i'd if i'll i'm in into is isn't it its it's itself i've just let's like may me might more "
        + "most much must mustn't my myself neither no nor not now of off on once only onto or other our ours ourselves out over "
        + "own per rather same shall she she'd she'll she's should shouldn't since so some such than that that's the their theirs "
        + "them themselves then there there's these they they'd they'll they're they've this those though through thus to too "
        + "under until up upon very via was wasn't we we'd we'll were we're weren't we've what what's when where which while who "
        + "whom who's whose why will with within without won't would wouldn't yet you you'd you'll your you're yours yourself "
        + "yourselves you've")
        .Split(' ')
        .Select(word => TermFormer.Form(word))
        .Except(["us"])
        .ToFrozenSet()
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a term (as <see cref="TermFormer"/> makes it) is a function word.</summary>
    public static bool Contains(ReadOnlySpan<char> term) => Terms.Contains(term);
}
