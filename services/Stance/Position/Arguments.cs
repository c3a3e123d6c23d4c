using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Who does what to whom: the subject and the target of a predicate in the dependency tree, through passive, control,
/// coordination, participles and relative clauses.</summary>
internal static class Arguments
{
    private static readonly WordSet Relative = LanguagePack.Default.Words("function-words", "relative");
    private static readonly WordSet Infinitive = LanguagePack.Default.Words("particles", "infinitive");
    private static readonly WordSet Author = LanguagePack.Default.Words("function-words", "author");
    private static readonly WordSet As = LanguagePack.Default.Words("function-words", "verdict");

    // The kind is the word behind the verb.
    private static readonly WordSet Passives = LanguagePack.Default.Words("passive-verbs");

    private const int MaxClimb = 4;

    /// <summary>Who takes the stance of a cue: the subject of its predicate, or who bears the noun.</summary>
    public static TokenSpan? Subject(SyntaxView view, CueMatch match) =>
        match.Entry.IsAgent ? SubjectOfNoun(view, match.Token)
        : match.Entry.IsNoun ? Bearer(view, match.Token)
        : Subject(view, Predicate(view, match)) ?? NameBefore(view, match.Token);

    /// <summary>The word that governs the clause of a cue: what its copula hangs on, else the cue itself.</summary>
    public static int Predicate(SyntaxView view, CueMatch match) =>
        view.HasRelation(match.Token, "cop") ? view.Tokens[match.Token].Head : match.Token;

    /// <summary>The noun phrase that acts; null where the tree shows none.</summary>
    public static TokenSpan? Subject(SyntaxView view, int predicate)
    {
        var at = predicate;
        for (var climbed = 0; climbed < MaxClimb && at >= 0; climbed++)
        {
            if (view.Child(at, "obl:agent") is var agent and >= 0)
            {
                return Phrase(view, agent);
            }

            if (IsPassive(view, at))
            {
                return null;
            }

            if (view.Child(at, "nsubj") is var subject and >= 0)
            {
                if (view.Document.Word(subject) is "which" && view.HasRelation(at, "acl:relcl") && NounBefore(view, subject) is var near and >= 0)
                {
                    return Phrase(view, near, before: view.SubtreeStart(at));   // "members of the council, which has denied it": the council
                }

                return IsRelativePronoun(view, subject) && view.HasRelation(at, "acl:relcl")
                    ? Phrase(view, view.Tokens[at].Head, before: view.SubtreeStart(at))
                    : Phrase(view, subject);
            }

            var head = view.Tokens[at].Head;
            switch (view.Tokens[at].Relation)
            {
                case "advcl" or "xcomp" or "acl" when head >= 0 && Quoted(view, at) is var quoted and >= 0:
                    return Phrase(view, quoted);
                case "acl" when head >= 0 && view.Child(at, "mark") is var to and >= 0 && MarksInfinitive(view, to):
                    // "I take the opportunity to thank him": the infinitive shares the subject of the clause.
                    at = view.Tokens[head].Head;
                    break;
                case "acl" when head >= 0 && view.Tokens[at].Xpos is "VBN":
                    return null;   // "a law intended to help": by whom it does not say
                case "acl" when head >= 0 && view.MentionOf[head] < 0 && !NounKinds.CanAct(view.Document.Word(head)):
                    at = view.Tokens[head].Head;   // "filed papers opposing the sale": who filed them
                    break;
                case "acl" when head >= 0:
                    return Phrase(view, head, before: view.SubtreeStart(at));
                case "xcomp" when head >= 0 && view.Tokens[at].Xpos is "VBG" && view.Child(head, "obj") is var left and >= 0:
                    return Phrase(view, left);   // "left many asking for more"
                case "xcomp" or "conj" or "advcl" or "parataxis" when head >= 0 && view.Tokens[head].Upos is not (Upos.Propn or Upos.Pron):
                    at = head;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Who is made to say it: "the paper quoted | divers | as saying", "| Lee | was quoted as saying"; -1 for any other verb.</summary>
    private static int Quoted(SyntaxView view, int verb)
    {
        var quoting = view.Tokens[verb].Head;
        return view.Tokens[verb].Xpos is not "VBG" || view.Child(verb, "mark") is not (var mark and >= 0) || !As.Contains(view.Document.Word(mark)) ? -1
            : view.Child(quoting, "nsubj:pass") is var passive and >= 0 ? passive
            : view.Child(quoting, "obj");
    }

    /// <summary>
    /// The name right before a verb, auxiliaries and adverbs between them: where the parser has taken a short sentence for a noun
    /// phrase ("Ann Lee opposed the harbour") the order of the words still tells who acts.
    /// </summary>
    public static TokenSpan? NameBefore(SyntaxView view, int verb)
    {
        var first = view.SentenceAt(verb).FirstToken;
        var i = verb - 1;
        while (i > first && view.Tokens[i].Upos is Upos.Aux or Upos.Adv or Upos.Part)
        {
            i--;
        }

        return i >= first && view.Tokens[verb].Upos == Upos.Verb && view.MentionOf[i] is var mention and >= 0
            && view.Document.Mentions[mention] is { Form: MentionForm.Name } name && !IsPassive(view, verb)
            ? new TokenSpan(WithPartner(view, name.FirstToken), name.EndToken)
            : null;
    }

    /// <summary>Where "Tom Reed and" begins before a name.</summary>
    private static int WithPartner(SyntaxView view, int first) =>
        first >= 2 && view.IsWord(first - 1, "and") && view.SentenceOf[first - 2] == view.SentenceOf[first] && view.MentionOf[first - 2] is var partner and >= 0
            ? view.Document.Mentions[partner].FirstToken
            : first;

    /// <summary>The words after a cue up to the next mark: the target where the tree shows none.</summary>
    public static TokenSpan? Rest(SyntaxView view, int cueEnd)
    {
        var end = cueEnd;
        while (end < view.SentenceAt(cueEnd - 1).EndToken && view.Tokens[end].Upos != Upos.Punct)
        {
            end++;
        }

        return end > cueEnd ? new TokenSpan(cueEnd, end) : null;
    }

    /// <summary>Who bears a stance noun: the subject of "is a critic of the plan", else the owner.</summary>
    public static TokenSpan? Bearer(SyntaxView view, int noun) => SubjectOfNoun(view, noun) ?? Owner(view, noun);

    /// <summary>Who is said to be what the noun names: "Lee was an early supporter".</summary>
    public static TokenSpan? SubjectOfNoun(SyntaxView view, int noun) =>
        view.Child(noun, "cop") >= 0 && view.Child(noun, "nsubj") is var subject and >= 0 ? Phrase(view, subject) : null;

    /// <summary>The owner or author of a noun: "Lee's denial", "a request from the party", "criticism by unions".</summary>
    public static TokenSpan? Owner(SyntaxView view, int noun)
    {
        for (var child = view.FirstChild[noun]; child >= 0; child = view.NextSibling[child])
        {
            if (view.Tokens[child].Relation is "nmod" or "nmod:poss" or "obl" or "obl:agent" or "compound" or "det")
            {
                var possessive = child < noun && (view.Child(child, "case") is var mark and >= 0
                    ? view.Document.Word(mark) is "'s" or "’s" or "'" or "’"
                    : view.Tokens[child].Upos == Upos.Pron || (view.HasRelation(child, "compound") && view.MentionOf[child] >= 0));
                var author = child > noun && view.Child(child, "case") is var by and >= 0 && Author.Contains(view.Document.Word(by));
                if (possessive || author)
                {
                    return Phrase(view, child);
                }
            }
        }

        return null;
    }

    /// <summary>What the predicate is directed at: object, complement clause, prepositional object, or the subject of a passive.</summary>
    public static TokenSpan? Target(SyntaxView view, int predicate, int cueEnd)
    {
        if (IsPassive(view, predicate))
        {
            // "The report refuted by …": the noun that the participle hangs on.
            return view.Child(predicate, "nsubj:pass") is var patient and >= 0 ? Phrase(view, patient)
                : view.Tokens[predicate].Relation is "acl" or "acl:relcl" && view.Tokens[predicate].Head >= 0
                    ? Phrase(view, view.Tokens[predicate].Head, before: view.SubtreeStart(predicate))
                : null;
        }

        var (first, end) = (-1, -1);
        for (var child = view.FirstChild[predicate]; child >= 0; child = view.NextSibling[child])
        {
            if (child > predicate
                && view.Tokens[child].Relation is "obj" or "iobj" or "ccomp" or "xcomp" or "obl" or "nmod" or "advcl" or "acl" or "obl:agent")
            {
                first = first < 0 ? view.SubtreeStart(child) : first;
                end = view.SubtreeEnd(child);
            }
        }

        first = Math.Max(first, Math.Min(cueEnd, end - 1));
        return end > first && first > predicate ? new TokenSpan(first, end) : null;
    }

    /// <summary>Whether the token is "to" as it stands before an infinitive.</summary>
    public static bool MarksInfinitive(SyntaxView view, int token) => Infinitive.Contains(view.Document.Word(token));

    /// <summary>Whether the token is the predicate of a clause with its subject.</summary>
    public static bool HasSubject(SyntaxView view, int token) =>
        view.Child(token, "nsubj") >= 0 || view.Child(token, "nsubj:pass") >= 0 || view.Child(token, "expl") >= 0 || view.Child(token, "csubj") >= 0;

    /// <summary>Whether the predicate is in the passive.</summary>
    public static bool IsPassive(SyntaxView view, int predicate) =>
        view.Child(predicate, "nsubj:pass") >= 0 || view.Child(predicate, "aux:pass") >= 0 || view.Child(predicate, "obl:agent") >= 0;

    /// <summary>
    /// Whether the verb stands in the short passive of headlines: "Minister accused of fraud", "Clubs urged to pay". In the active an object
    /// comes between.
    /// </summary>
    public static bool IsShortPassive(SyntaxView view, int verb) =>
        verb + 1 < view.Tokens.Length && Passives.Is(view.Document.Word(verb), view.Document.Word(verb + 1));

    /// <summary>The subtree of a noun without what would make it a sentence: relative clauses, appositions after a dash, edge marks.</summary>
    public static TokenSpan Phrase(SyntaxView view, int noun, int before = int.MaxValue)
    {
        var (first, end) = (view.SubtreeStart(noun), Math.Min(view.SubtreeEnd(noun), before));
        for (var child = view.FirstChild[noun]; child >= 0; child = view.NextSibling[child])
        {
            if (view.Tokens[child].Relation is "acl:relcl" or "acl" or "advcl" or "parataxis" && child > noun)
            {
                end = Math.Min(end, Math.Max(noun + 1, view.SubtreeStart(child)));
            }
            else if (child < noun && view.Tokens[child].Relation is "case" or "cc" or "mark")
            {
                first = Math.Max(first, child + 1);
            }
        }

        while (end > noun + 1 && view.Tokens[end - 1].Upos == Upos.Punct && view.Document.Word(end - 1) is not ")")
        {
            end--;
        }

        while (first < noun && view.Tokens[first].Upos == Upos.Punct)
        {
            first++;
        }

        return new TokenSpan(Math.Min(first, noun), Math.Max(end, noun + 1));
    }

    private static int NounBefore(SyntaxView view, int pronoun)
    {
        for (var i = pronoun - 1; i >= Math.Max(view.SentenceAt(pronoun).FirstToken, pronoun - 3); i--)
        {
            if (view.Tokens[i].Upos is Upos.Noun or Upos.Propn)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsRelativePronoun(SyntaxView view, int token) =>
        Relative.Contains(view.Document.Word(token));
}
