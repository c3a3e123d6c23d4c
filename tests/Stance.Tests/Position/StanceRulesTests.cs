using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

/// <summary>The rules by themselves, on trees that are right.</summary>
public sealed class StanceRulesTests
{
    private const string Norvik = "Norvik|Propn|NNP|";

    [Theory]
    [InlineData(Norvik + "2|nsubj denied|Verb|VBD|0|root the|Det|DT|4|det report|Noun|NN|2|obj", "denied", StanceLabel.Denies)]
    [InlineData(Norvik + "4|nsubj did|Aux|VBD|4|aux not|Part|RB|4|advmod deny|Verb|VB|0|root the|Det|DT|6|det report|Noun|NN|4|obj", "deny", StanceLabel.NoComment)]
    [InlineData(Norvik + "2|nsubj denied|Verb|VBD|0|root the|Det|DT|4|det request|Noun|NN|2|obj", "denied", StanceLabel.Opposes)]
    [InlineData(Norvik + "4|nsubj did|Aux|VBD|4|aux not|Part|RB|4|advmod confirm|Verb|VB|0|root the|Det|DT|6|det sale|Noun|NN|4|obj", "confirm", StanceLabel.NoComment)]
    [InlineData(Norvik + "4|nsubj could|Aux|MD|4|aux not|Part|RB|4|advmod confirm|Verb|VB|0|root the|Det|DT|6|det sale|Noun|NN|4|obj", "confirm", StanceLabel.Questions)]
    [InlineData(Norvik + "2|nsubj supports|Verb|VBZ|0|root the|Det|DT|4|det sale|Noun|NN|2|obj", "supports", StanceLabel.Supports)]
    [InlineData(Norvik + "4|nsubj does|Aux|VBZ|4|aux not|Part|RB|4|advmod support|Verb|VB|0|root the|Det|DT|6|det sale|Noun|NN|4|obj", "support", StanceLabel.Opposes)]
    [InlineData(Norvik + "4|nsubj does|Aux|VBZ|4|aux not|Part|RB|4|advmod oppose|Verb|VB|0|root the|Det|DT|6|det sale|Noun|NN|4|obj", "oppose", StanceLabel.Supports)]
    [InlineData(Norvik + "2|nsubj rejected|Verb|VBD|0|root the|Det|DT|4|det claim|Noun|NN|2|obj", "rejected", StanceLabel.Denies)]
    [InlineData(Norvik + "2|nsubj rejected|Verb|VBD|0|root the|Det|DT|4|det offer|Noun|NN|2|obj", "rejected", StanceLabel.Opposes)]
    public void A_cue_is_read_with_its_negation_and_its_object(string tree, string cue, StanceLabel label)
    {
        var view = Trees.View(tree);
        var match = CueLexicon.Default.Match(view, view.At(cue))!.Value;
        var target = view.Child(match.Token, "obj");

        var reading = new StanceRules(view, CueLexicon.Default).Decide(match, new TokenSpan(view.SubtreeStart(target), view.SubtreeEnd(target)));

        Assert.Equal(label, reading?.Label);
    }

    [Theory]
    [InlineData(Norvik + "2|nsubj denied|Verb|VBD|0|root it|Pron|PRP|2|obj", "denied", "Norvik")]
    [InlineData("It|Pron|PRP|3|nsubj:pass was|Aux|VBD|3|aux:pass denied|Verb|VBN|0|root by|Adp|IN|5|case Norvik|Propn|NNP|3|obl:agent", "denied", "Norvik")]
    [InlineData("It|Pron|PRP|3|nsubj:pass was|Aux|VBD|3|aux:pass denied|Verb|VBN|0|root yesterday|Noun|NN|3|obl:tmod", "denied", "")]
    [InlineData(Norvik + "2|nsubj wants|Verb|VBZ|0|root to|Part|TO|4|mark oppose|Verb|VB|2|xcomp it|Pron|PRP|4|obj", "oppose", "Norvik")]
    [InlineData(Norvik + "2|nsubj spoke|Verb|VBD|0|root and|Cconj|CC|4|cc denied|Verb|VBD|2|conj it|Pron|PRP|4|obj", "denied", "Norvik")]
    [InlineData("members|Noun|NNS|5|nsubj who|Pron|WP|3|nsubj denied|Verb|VBD|1|acl:relcl it|Pron|PRP|3|obj left|Verb|VBD|0|root", "denied", "members")]
    public void The_subject_is_found_through_the_tree(string tree, string predicate, string subject)
    {
        var view = Trees.View(tree);

        var found = view.Words(Arguments.Subject(view, view.At(predicate)));

        Assert.Equal(subject, found);
    }

    [Theory]
    [InlineData(Norvik + "3|nsubj could|Aux|MD|3|aux oppose|Verb|VB|0|root it|Pron|PRP|3|obj", true)]
    [InlineData("if|Sconj|IN|3|mark Norvik|Propn|NNP|3|nsubj oppose|Verb|VBP|0|root it|Pron|PRP|3|obj", true)]
    [InlineData(Norvik + "3|nsubj would|Aux|MD|3|aux oppose|Verb|VB|0|root it|Pron|PRP|3|obj", false)]
    [InlineData(Norvik + "3|nsubj will|Aux|MD|3|aux oppose|Verb|VB|0|root it|Pron|PRP|3|obj", false)]
    public void What_is_only_possible_is_hypothetical(string tree, bool isHypothetical)
    {
        var view = Trees.View(tree);

        Assert.Equal(isHypothetical, Polarity.IsHypothetical(view, view.At("oppose")));
    }

    [Theory]
    [InlineData("accused|Verb|VBN|0|root of|Adp|IN|1|case", "accused", true)]
    [InlineData("accused|Verb|VBN|0|root for|Adp|IN|1|case", "accused", false)]
    [InlineData("urged|Verb|VBN|0|root not|Part|RB|1|advmod", "urged", true)]
    [InlineData("banned|Verb|VBN|0|root from|Adp|IN|1|case", "banned", true)]
    [InlineData("denied|Verb|VBN|0|root of|Adp|IN|1|case", "denied", false)]
    public void A_participle_before_its_preposition_is_passive(string tree, string verb, bool isPassive)
    {
        var view = Trees.View(tree);

        Assert.Equal(isPassive, Arguments.IsShortPassive(view, view.At(verb)));
    }
}
