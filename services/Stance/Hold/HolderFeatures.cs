using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What speaks for a possible holder: where the words stand, what they are, and who else could be meant.</summary>
internal static class HolderFeatures
{
    private static readonly WordSet Officials = LanguagePack.Default.Words("officials");

    private static readonly WordSet Personal = LanguagePack.Default.Words("function-words", "person");
    private static readonly WordSet Group = LanguagePack.Default.Words("function-words", "group");
    private static readonly WordSet Speaker = LanguagePack.Default.Words("function-words", "speaker");
    private static readonly WordSet Relative = LanguagePack.Default.Words("function-words", "relative");
    private static readonly WordSet Author = LanguagePack.Default.Words("function-words", "author");
    private static readonly WordSet Belonging = LanguagePack.Default.Words("function-words", "belonging");

    /// <summary>Names in between that are counted.</summary>
    private const int MostBetween = 9;

    private static readonly string[] Relations =
        ["nsubj", "nsubj:pass", "obl:agent", "nmod", "nmod:poss", "obl", "appos", "obj", "conj", "compound", "root", "parataxis", "dep"];

    private static readonly (string Name, HolderPlaces Place)[] Places =
        [.. Enum.GetValues<HolderPlaces>().Where(place => place != HolderPlaces.None).Select(place => (place.ToString(), place))];

    private static readonly string[] Determiners = [.. LanguagePack.Default.Words("holder-determiners").Entries.Select(entry => entry.Word)];

    public static void Write(
        ref FeatureRow row, SyntaxView view, DocumentFacts facts, Candidate candidate, IReadOnlyList<HolderCandidate> all, int index)
    {
        var holder = all[index];
        var (phrase, head) = (holder.Phrase, holder.Head);
        foreach (var (name, place) in Places)
        {
            row.Add("place.", name, (holder.Places & place) != 0);
        }

        row.OneOf("source", (int)candidate.Source, 5);
        row.Add("count", all.Count);
        row.Add("index", index);
        row.Add("has.source", all.Any(other => (other.Places & HolderPlaces.Source) != 0));
        row.Add("has.subject", all.Any(other => (other.Places & HolderPlaces.Subject) != 0));
        row.Add("cue.confidence", candidate.Confidence);
        row.Add("cue.noun", view.Tokens[candidate.Head].Upos == Upos.Noun);
        row.Add("cue.passive", Arguments.IsPassive(view, candidate.Head));
        var sentences = view.SentenceOf[candidate.Cue.First] - view.SentenceOf[head];
        row.Add("sentences", sentences);
        row.Add("paragraphs", view.SentenceAt(candidate.Cue.First).Paragraph - view.SentenceAt(head).Paragraph);
        row.Add("distance", sentences == 0 ? head - candidate.Head : sentences > 0 ? -99 : 99);
        row.Add("far", Math.Abs(head - candidate.Head));
        row.Add("in.content", head >= candidate.Content.First && head < candidate.Content.End);
        row.Add("in.quote", view.QuoteOf[head] >= 0);
        row.Add("same.quote", view.QuoteOf[head] >= 0 && view.QuoteOf[head] == view.QuoteOf[candidate.Cue.First]);
        row.Add("below.cue", view.IsBelow(head, candidate.Head));
        row.Add("child.of.cue", view.Tokens[head].Head == candidate.Head);
        row.Add("sibling", sentences == 0 && view.Tokens[head].Head >= 0 && view.Tokens[head].Head == view.Tokens[candidate.Head].Head);
        row.OneOf("relation", view.Tokens[head].Relation, Relations);
        WriteWho(ref row, view, facts, holder);
        var outer = view.HeadOf(phrase.First, phrase.End);
        row.Add("outer.speaks", SpeakerNouns.Of(view.Document.Word(outer)));
        row.Add("outer.act", NounKinds.CanAct(view.Document.Word(outer)));
        row.Add("outer.representative", SourceNouns.SpeaksForAnother(view.Document.Word(outer)));
        row.Add("outer.utterance", SourceNouns.IsUtterance(view.Document.Word(outer)));
        row.Add("outer.officials", Officials.Contains(view.Document.Word(outer)));
        row.Add("outer.head", outer == head);
        row.Add("outer.before", outer < head);
        row.Add("unnamed.source", all.Any(other => other.Holder.IsUnnamed && (other.Places & HolderPlaces.Source) != 0));
        row.Add("words", phrase.End - phrase.First);
        row.Add("starts.sentence", view.SentenceAt(head).FirstToken == phrase.First);
        WriteReference(ref row, view, facts, candidate, holder);
    }

    /// <summary>By which pronoun the text calls who it is, who else is named between, and how often the text lets a possible holder speak.</summary>
    private static void WriteReference(ref FeatureRow row, SyntaxView view, DocumentFacts facts, Candidate candidate, HolderCandidate holder)
    {
        var chain = holder.Holder.Entity?.Chain ?? -1;
        var pronoun = Pronoun(view, candidate);
        var word = pronoun < 0 ? "" : view.Document.Lower[pronoun];
        row.Add("pronoun", pronoun >= 0);
        row.Add("pronoun.person", Personal.Contains(word));
        row.Add("pronoun.group", Group.Contains(word));
        row.Add("pronoun.speaker", Speaker.Contains(word));
        row.Add("pronoun.relative", Relative.Contains(word));
        row.Add("pronoun.own", pronoun >= 0 && pronoun == holder.Head);
        row.Add("says", chain < 0 ? -1 : facts.Says(chain));
        row.Add("between", NamesBetween(view, holder, candidate.Head, chain));
        var preposition = view.Child(holder.Head, "case");
        row.Add("by", preposition >= 0 && Author.Contains(view.Document.Word(preposition)));
        row.Add("of", preposition >= 0 && Belonging.Contains(view.Document.Word(preposition)));
    }

    /// <summary>The pronoun that is all of the source, or the subject of the cue; -1 for none.</summary>
    private static int Pronoun(SyntaxView view, Candidate candidate)
    {
        var source = candidate.Attribution is { Source: [var only, ..] } ? view.HeadOf(only.First, only.End) : view.Child(candidate.Head, "nsubj");
        return source >= 0 && view.Tokens[source].Upos == Upos.Pron ? source : -1;
    }

    /// <summary>How many people and bodies are named between a possible holder and the cue.</summary>
    private static int NamesBetween(SyntaxView view, HolderCandidate holder, int cue, int chain)
    {
        var count = 0;
        for (var i = Math.Min(holder.Phrase.End, cue); i < Math.Max(holder.Phrase.First, cue) && count < MostBetween; i++)
        {
            count += view.MentionOf[i] is var mention and >= 0 && view.Document.Mentions[mention] is { Form: MentionForm.Name, Type: NameType.Person or NameType.Organization } name
                && name.FirstToken == i && name.Chain != chain ? 1 : 0;
        }

        return count;
    }

    /// <summary>What the holder is, whatever the position.</summary>
    public static void WriteWho(ref FeatureRow row, SyntaxView view, DocumentFacts facts, HolderCandidate holder)
    {
        var (phrase, head) = (holder.Phrase, holder.Head);
        var entity = holder.Holder.Entity;
        row.OneOf("type", entity is null ? 0 : (int)entity.Type, 5);
        row.Add("unnamed", entity is null);
        var mention = view.MentionOf[head];
        row.OneOf("form", mention < 0 ? 0 : (int)view.Document.Mentions[mention].Form, 4);
        var word = view.Document.Word(head);
        row.Add("can.act", NounKinds.CanAct(word));
        row.Add("is.thing", NounKinds.IsThing(word));
        row.Add("is.utterance", SourceNouns.IsUtterance(word));
        row.Add("is.body", SourceNouns.IsBody(word));
        row.Add("is.representative", SourceNouns.SpeaksForAnother(word));
        row.Add("is.claim", NounKinds.IsClaim(word));
        row.Add("speaks", SpeakerNouns.Of(word));
        row.OneOf("upos", (int)view.Tokens[head].Upos, 17);
        row.Add("plural", view.Tokens[head].Xpos is "NNS" or "NNPS");
        row.OneOf("determiner", view.Document.Lower[phrase.First], Determiners);
        row.Add("capital", char.IsUpper(word[0]));
        var chain = entity?.Chain ?? -1;
        row.Add("mentions", chain < 0 ? 0 : view.Document.Chains[chain].Mentions.Count);
        row.Add("first.sentence", chain < 0 ? -1 : Math.Min(99, facts.FirstSentence(chain)));
        row.Add("titled", chain >= 0 && view.Document.Chains[chain].Title is not null);
    }

    /// <summary>What tells whether the words by themselves say who it is: "the police", "Reed's employer", not "officials" or "a source".</summary>
    public static void WriteDescription(ref FeatureRow row, SyntaxView view, DocumentFacts facts, HolderCandidate holder)
    {
        WriteWho(ref row, view, facts, holder);
        var (phrase, head) = (holder.Phrase, holder.Head);
        int names = 0, capitals = 0;
        for (var i = phrase.First; i < phrase.End; i++)
        {
            names += view.MentionOf[i] >= 0 ? 1 : 0;
            capitals += i > phrase.First && char.IsUpper(view.Document.Word(i)[0]) ? 1 : 0;
        }

        row.Add("words", phrase.End - phrase.First);
        row.Add("words.before", head - phrase.First);
        row.Add("names", names);
        row.Add("capitals", capitals);
        row.Add("owner", view.Child(head, "nmod:poss") is var owner and >= 0 ? view.MentionOf[owner] >= 0 ? 2 : 1 : 0);
        row.Add("complement", view.Child(head, "nmod") is var complement and >= 0 ? view.MentionOf[complement] >= 0 ? 2 : 1 : 0);
        row.Add("clause", view.Child(head, "acl:relcl") >= 0 || view.Child(head, "acl") >= 0);
        row.Add("number", view.Child(head, "nummod") >= 0);
        row.Add("adjective", view.Child(head, "amod") >= 0);
        row.Add("bare", phrase.First == head);
        row.Add("often", facts.Centrality(new TokenSpan(head, head + 1)));
        row.Add("in.title", facts.InTitle(new TokenSpan(head, head + 1)));
        row.Add("introduced", facts.IsIntroduced(head));
    }
}
