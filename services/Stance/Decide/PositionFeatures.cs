using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What speaks for a candidate being a position of its holder, and for each label: the cue, the content, the rules' opinion, the place.</summary>
internal static class PositionFeatures
{
    private static readonly WordSet Clause = LanguagePack.Default.Words("complementizers");
    private static readonly WordSet Asking = LanguagePack.Default.Words("function-words", "asking");
    private static readonly WordSet First = LanguagePack.Default.Words("function-words", "first");
    private static readonly WordSet Second = LanguagePack.Default.Words("function-words", "second");
    private static readonly WordSet Third = LanguagePack.Default.Words("function-words", "third");
    private static readonly WordSet Must = LanguagePack.Default.Words("function-words", "must");
    private static readonly WordSet Will = LanguagePack.Default.Words("function-words", "will");
    private static readonly WordSet May = LanguagePack.Default.Words("function-words", "may");
    private static readonly WordSet FirstSubject = LanguagePack.Default.Words("function-words", "first-subject");
    private static readonly WordSet ThirdSubject = LanguagePack.Default.Words("function-words", "third-subject");

    private static readonly string[] Relations =
        ["root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "nsubj", "obj", "obl", "nmod", "appos", "dep"];

    private static readonly string[] Tags = ["VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "NN", "NNS", "NNP", "JJ", "IN", ":", "RB"];

    private static readonly string[] LabelNames = Enum.GetNames<Events.StanceLabel>();

    private static readonly string[] KindNames = ["None", .. Enum.GetNames<CueKind>()];

    private static readonly string[] Modals = [.. LanguagePack.Default.Words("helper-words").Entries.Select(entry => entry.Word)];

    public static void Write(
        ref FeatureRow row, SyntaxView view, DocumentFacts facts, ResidueFinder residue, IReadOnlyList<Candidate> all, int index,
        IReadOnlyList<HolderCandidate?> holders, IReadOnlyList<float> holderScores)
    {
        var holder = holders[index];
        var candidate = all[index];
        var (cue, content, head) = (candidate.Cue, candidate.Content, candidate.Head);
        row.OneOf("source", (int)candidate.Source, 5);
        row.Add("cue.confidence", candidate.Confidence);
        row.OneOf("kind", candidate.Match is { } match ? (int)match.Entry.Kind : 0, 11);
        row.Add("match.noun", candidate.Match is { Entry.IsNoun: true });
        row.Add("match.action", candidate.Match is { Entry.IsAction: true });
        row.Add("match.object", candidate.Match is { Entry.NeedsObject: true });
        row.Add("match.words", candidate.Match is { } found ? found.Entry.Rest.Length : -1);
        row.OneOf("rule", candidate.Rule is { } rule ? (int)rule.Label : 0, 7);
        Span<int> votes = stackalloc int[PositionModel.LabelCount + 1];
        row.OneOf("content.rule", (int)ContentReader.Read(view, candidate.Core, votes).Label, 7);
        WriteCue(ref row, view, candidate);
        WriteContent(ref row, view, facts, content, candidate.Core);
        WritePlace(ref row, view, residue, candidate);
        WriteNeighbours(ref row, all, index);
        WriteStance(ref row, view, content, candidate.Core, holder, votes);
        WriteHistory(ref row, facts, all, holders, index);
        row.Add("holder", holder is not null);
        row.Add("holder.score", holderScores.Count > 0 ? holderScores[0] : -1);
        row.Add("holder.second", holderScores.Count > 1 ? holderScores[1] : -1);
        var near = holder is null ? 9 : Math.Clamp(view.SentenceOf[cue.First] - view.SentenceOf[holder.Head], -9, 9);
        row.Add("holder.sentences", near);
        row.Add("holder.places", holder is null ? 0 : (int)holder.Places);
        row.Add("holder.in.content", holder is not null && holder.Head >= content.First && holder.Head < content.End);
        row.Add("holder.in.quote", holder is not null && view.QuoteOf[holder.Head] >= 0);
        row.Add("holder.short.pronoun", holder is not null && holder.Phrase.End == holder.Phrase.First + 1 && view.Tokens[holder.Head].Upos == Upos.Pron);
        if (holder is not null)
        {
            HolderFeatures.WriteWho(ref row, view, facts, holder);
        }
    }

    private static void WriteCue(ref FeatureRow row, SyntaxView view, Candidate candidate)
    {
        var head = candidate.Head;
        row.OneOf("cue.upos", (int)view.Tokens[head].Upos, 17);
        row.OneOf("cue.tag", view.Tokens[head].Xpos, Tags);
        row.OneOf("cue.relation", view.Tokens[head].Relation, Relations);
        row.Add("cue.negated", Polarity.IsNegated(view, head));
        row.Add("cue.passive", Arguments.IsPassive(view, head));
        row.Add("cue.short.passive", Arguments.IsShortPassive(view, head));
        row.Add("cue.hypothetical", Polarity.IsHypothetical(view, head));
        row.Add("cue.in.quote", view.QuoteOf[candidate.Cue.First] >= 0);
        row.Add("cue.in.name", view.MentionOf[head] >= 0);
        row.Add("cue.length", candidate.Cue.End - candidate.Cue.First);
        WriteHelpers(ref row, view, head, "");
        var depth = 0;
        for (var at = head; at >= 0 && depth < 20; at = view.Tokens[at].Head)
        {
            depth++;
        }

        row.Add("cue.depth", depth);
    }

    /// <summary>Auxiliaries and conjunctions before a predicate, one column each.</summary>
    private static void WriteHelpers(ref FeatureRow row, SyntaxView view, int predicate, string prefix)
    {
        Span<bool> found = stackalloc bool[Modals.Length];
        for (var child = view.FirstChild[predicate]; child >= 0; child = view.NextSibling[child])
        {
            if (child < predicate && IndexOfModal(view.Document.Word(child)) is var modal and >= 0)
            {
                found[modal] = true;
            }
        }

        for (var i = 0; i < found.Length; i++)
        {
            row.Add(prefix, Modals[i], found[i]);
        }
    }

    private static int IndexOfModal(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < Modals.Length; i++)
        {
            if (word.Equals(Modals[i], StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteContent(ref FeatureRow row, SyntaxView view, DocumentFacts facts, TokenSpan content, TokenSpan core)
    {
        row.Add("content.length", content.End - content.First);
        row.Add("content.title", facts.InTitle(content));
        row.Add("content.lead", facts.InLead(content));
        row.Add("content.central", facts.Centrality(content));
        row.Add("has.title", facts.HasTitle);
        var head = view.HeadOf(core.First, core.End);
        row.OneOf("content.upos", (int)view.Tokens[head].Upos, 17);
        row.OneOf("content.tag", view.Tokens[head].Xpos, Tags);
        row.OneOf("content.relation", view.Tokens[head].Relation, Relations);
        row.Add("content.negated", Polarity.IsNegated(view, head));
        row.Add("content.that", Clause.Contains(view.Document.Word(content.First)));
        row.Add("content.to", Arguments.MarksInfinitive(view, content.First));
        row.Add("content.whether", Asking.Contains(view.Document.Word(content.First)));
        int verbs = 0, quoted = 0, first = 0, third = 0, numbers = 0, names = 0, negations = 0, must = 0, will = 0, may = 0, questions = 0, past = 0, adjectives = 0, second = 0;
        for (var i = content.First; i < content.End; i++)
        {
            var word = view.Document.Word(i);
            verbs += view.Tokens[i].Upos == Upos.Verb ? 1 : 0;
            adjectives += view.Tokens[i].Upos == Upos.Adj ? 1 : 0;
            past += view.Tokens[i].Xpos is "VBD" ? 1 : 0;
            numbers += view.Tokens[i].Upos == Upos.Num ? 1 : 0;
            quoted += view.QuoteOf[i] >= 0 ? 1 : 0;
            names += view.MentionOf[i] >= 0 ? 1 : 0;
            negations += Polarity.IsNegation(view, i) ? 1 : 0;
            first += First.Contains(word) ? 1 : 0;
            second += Second.Contains(word) ? 1 : 0;
            third += Third.Contains(word) ? 1 : 0;
            must += Must.Contains(word) ? 1 : 0;
            will += Will.Contains(word) ? 1 : 0;
            may += May.Contains(word) ? 1 : 0;
            questions += word is "?" ? 1 : 0;
        }

        row.Add("content.verbs", verbs);
        row.Add("content.past", past);
        row.Add("content.adjectives", adjectives);
        row.Add("content.quoted", (float)quoted / (content.End - content.First));
        row.Add("content.first.person", first);
        row.Add("content.second.person", second);
        row.Add("content.third.person", third);
        row.Add("content.numbers", numbers);
        row.Add("content.names", names);
        row.Add("content.negations", negations);
        row.Add("content.must", must);
        row.Add("content.will", will);
        row.Add("content.may", may);
        row.Add("content.questions", questions);
    }

    private static void WritePlace(ref FeatureRow row, SyntaxView view, ResidueFinder residue, Candidate candidate)
    {
        var sentence = view.SentenceAt(candidate.Content.First);
        var number = view.SentenceOf[candidate.Content.First];
        row.Add("sentence", number);
        row.Add("sentence.share", (float)number / view.Document.Sentences.Count);
        row.Add("sentence.length", sentence.EndToken - sentence.FirstToken);
        row.Add("sentences", view.Document.Sentences.Count);
        row.Add("headline", sentence.IsHeadline);
        row.Add("heading", residue.IsHeading(candidate.Cue.First));
        row.Add("residue", residue.Contains(candidate.Cue.First));
        row.Add("content.first", candidate.Content.First - sentence.FirstToken);
        row.Add("content.before.cue", candidate.Content.First < candidate.Cue.First);
        row.Add("other.sentence", view.SentenceOf[candidate.Cue.First] - number);
        row.Add("form", (int)FormFinder.FormOf(view, [candidate.Content]));
    }

    /// <summary>Words of the content that carry a stance, and whether what it says is the holder's own doing.</summary>
    private static void WriteStance(ref FeatureRow row, SyntaxView view, TokenSpan content, TokenSpan core, HolderCandidate? holder, scoped ReadOnlySpan<int> votes)
    {
        for (var label = 1; label < votes.Length; label++)
        {
            row.Add("vote.", LabelNames[label], votes[label]);
        }

        Span<int> kinds = stackalloc int[(int)CueKind.Ignore + 1];
        for (var i = content.First; i < content.End; i++)
        {
            if (view.Tokens[i].Upos is Upos.Verb or Upos.Noun && CueLexicon.Default.Match(view, i) is { } match)
            {
                kinds[(int)match.Entry.Kind] += Polarity.IsNegated(view, i) ? -1 : 1;
            }
        }

        for (var kind = 1; kind < kinds.Length; kind++)
        {
            row.Add("words.", KindNames[kind], kinds[kind]);
        }

        var root = view.HeadOf(core.First, core.End);
        row.OneOf("root.kind", CueLexicon.Default.Match(view, root) is { } own ? (int)own.Entry.Kind : 0, 11);
        row.Add("root.noun", view.Tokens[root].Upos == Upos.Noun);
        row.Add("root.passive", Arguments.IsPassive(view, root));
        row.Add("root.hypothetical", Polarity.IsHypothetical(view, root));
        WriteHelpers(ref row, view, root, "root.");
        var subject = view.Child(root, "nsubj") is var active and >= 0 ? active : view.Child(root, "nsubj:pass");
        var who = subject < 0 ? "" : view.Document.Lower[subject];
        row.Add("subject", subject >= 0);
        row.Add("subject.first", FirstSubject.Contains(who));
        row.Add("subject.third", ThirdSubject.Contains(who));
        var mention = subject < 0 ? -1 : view.MentionOf[subject];
        row.Add("subject.holder", mention >= 0 && holder?.Holder.Entity is { Chain: >= 0 } entity && view.Document.Mentions[mention].Chain == entity.Chain);
        row.Add("subject.other", mention >= 0 && (holder?.Holder.Entity is not { } other || view.Document.Mentions[mention].Chain != other.Chain));
    }

    /// <summary>Whether the same holder has said the like before, and how much of the text is theirs.</summary>
    private static void WriteHistory(
        ref FeatureRow row, DocumentFacts facts, IReadOnlyList<Candidate> all, IReadOnlyList<HolderCandidate?> holders, int index)
    {
        var key = holders[index]?.Key;
        var (before, after, alike) = (0, 0, 0f);
        for (var i = 0; i < all.Count && key is not null; i++)
        {
            if (i == index || holders[i]?.Key != key || all[i].Source is CandidateSource.Action)
            {
                continue;
            }

            before += i < index ? 1 : 0;
            after += i > index ? 1 : 0;
            if (i < index && all[i].Content.End <= all[index].Content.First)
            {
                alike = Math.Max(alike, facts.Alike(all[i].Content, all[index].Content));
            }
        }

        row.Add("holder.before", before);
        row.Add("holder.after", after);
        row.Add("holder.alike", alike);
        row.Add("candidates", all.Count);
    }

    /// <summary>What else is said with the same words, and how many candidates the sentence has.</summary>
    private static void WriteNeighbours(ref FeatureRow row, IReadOnlyList<Candidate> all, int index)
    {
        var candidate = all[index];
        int inside = 0, holds = 0, insideTagged = 0, same = 0;
        for (var i = 0; i < all.Count; i++)
        {
            if (i == index)
            {
                continue;
            }

            var other = all[i];
            var isInside = other.Content.First <= candidate.Cue.First && candidate.Cue.End <= other.Content.End;
            inside += isInside ? 1 : 0;
            insideTagged += isInside && other.Attribution is not null ? 1 : 0;
            holds += candidate.Content.First <= other.Cue.First && other.Cue.End <= candidate.Content.End ? 1 : 0;
            same += other.Content == candidate.Content ? 1 : 0;
        }

        row.Add("inside", inside);
        row.Add("inside.tagged", insideTagged);
        row.Add("holds", holds);
        row.Add("same.content", same);
    }
}
