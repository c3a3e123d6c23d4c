using OnRecord.Language;
using OnRecord.Stances.Tests.Position;

namespace OnRecord.Stances.Tests.Hold;

/// <summary>Who may hold what a verb says, by the tree alone.</summary>
public sealed class HoldersInReachTests
{
    private const string Guards = "The|Det|DT|2|det guards|Noun|NNS|0|root ,|Punct|,|5|punct who|Pron|WP|5|nsubj deny|Verb|VBP|2|acl:relcl it|Pron|PRP|5|obj";

    [Theory]
    [InlineData(Guards, "The guards")]
    [InlineData("Helvar|Propn|NNP|4|nsubj and|Cconj|CC|3|cc Kessia|Propn|NNP|1|conj deny|Verb|VBP|0|root it|Pron|PRP|4|obj", "Helvar", "Kessia")]
    [InlineData(
        "A|Det|DT|2|det report|Noun|NN|7|nsubj from|Adp|IN|5|case Helvar|Propn|NNP|5|compound daily|Noun|NN|2|nmod Arlo|Propn|NNP|5|appos deny|Verb|VBP|0|root it|Pron|PRP|7|obj",
        "Arlo")]
    [InlineData("Arlo|Propn|NNP|2|nsubj quoted|Verb|VBD|0|root divers|Noun|NNS|2|obj as|Sconj|IN|5|mark deny|Verb|VBG|2|advcl it|Pron|PRP|5|obj", "divers")]
    [InlineData("Kessia|Propn|NNP|3|nsubj:pass was|Aux|VBD|3|aux:pass quoted|Verb|VBN|0|root as|Sconj|IN|5|mark deny|Verb|VBG|3|advcl it|Pron|PRP|5|obj", "Kessia")]
    [InlineData(
        "The|Det|DT|3|det Shore|Noun|NN|3|compound watch|Noun|NN|8|nsubj ,|Punct|,|6|punct a|Det|DT|6|det group|Noun|NN|3|appos ,|Punct|,|6|punct deny|Verb|VBP|0|root it|Pron|PRP|8|obj",
        "The Shore watch")]
    public void Whoever_the_tree_shows_is_in_reach(string tree, params string[] holders) => Assert.Equal(holders, InReach(tree));

    [Fact]
    public void Whom_only_the_clause_tells_apart_is_nobody_in_particular() =>
        Assert.Empty(InReach(Guards.Replace(",|Punct|,|5|punct", "there|Adv|RB|2|advmod", StringComparison.Ordinal)));

    [Fact]
    public void Who_confirms_it_in_a_clause_has_said_so() => Assert.Equal(
        ["a guard", "Arlo"],
        InReach("Arlo|Propn|NNP|2|nsubj found|Verb|VBD|0|root a|Det|DT|4|det guard|Noun|NN|2|obj who|Pron|WP|6|nsubj deny|Verb|VBP|4|acl:relcl it|Pron|PRP|6|obj", isTagged: true));

    private static IEnumerable<string> InReach(string tree, bool isTagged = false)
    {
        (string, NameType)[] known = [("Helvar", NameType.Place), ("Kessia", NameType.Place), ("Arlo", NameType.Organization)];
        var view = Trees.View(tree, [.. known.Where(name => tree.Contains(name.Item1, StringComparison.Ordinal))]);
        var entities = new EntityResolver(view, []);
        var verb = view.At("deny");
        var (cue, content) = (new TokenSpan(verb, verb + 1), new TokenSpan(verb + 1, verb + 2));
        var candidate = isTagged
            ? Candidate.OfAttribution(new RawAttribution([], new Cue(verb, verb + 1, 1), verb, [content]), content, match: null, parenthesis: default)
            : Candidate.OfAction(verb, cue, content);
        return new HolderCandidates(view, new HolderSettler(view, entities, new HolderFinder(view, entities)))
            .Of(candidate, Discourse.Start, next: null).Select(one => one.Holder.Name);
    }
}
