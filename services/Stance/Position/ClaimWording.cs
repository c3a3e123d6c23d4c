using System.Text;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Words what a position is about so that it can be read alone: a whole clause, cut only where the tree allows it, with the name in brackets for
/// a pronoun that coreference has resolved, and what is denied stated positively. The evidence keeps the article's own words.
/// </summary>
internal sealed class ClaimWording(SyntaxView view, EntityResolver entities)
{
    private static readonly WordSet Complementizers = LanguagePack.Default.Words("complementizers");
    private static readonly WordSet CutVerbs = LanguagePack.Default.Words("cut-verbs");
    private static readonly WordSet Assertive = LanguagePack.Default.Words("assertive");
    private static readonly WordSet NoWords = LanguagePack.Default.Words("no-words");
    private static readonly WordSet Conditions = LanguagePack.Default.Words("function-words", "condition");
    private static readonly WordSet Suffering = LanguagePack.Default.Words("function-words", "suffering");
    private static readonly WordSet Subjects = LanguagePack.Default.Words("owners-as-subjects");
    private static readonly WordSet OwnSpeakers = LanguagePack.Default.Words("function-words", "we");
    private static readonly WordSet TopicWords = LanguagePack.Default.Words("function-words", "topic");
    private static readonly WordSet Opening = LanguagePack.Default.Words("function-words", "opening");
    private static readonly WordSet Denying = LanguagePack.Default.Words("function-words", "denying");
    private static readonly WordSet Verdicts = LanguagePack.Default.Words("function-words", "verdict");
    private static readonly WordSet Receiving = LanguagePack.Default.Words("function-words", "recipient");
    private static readonly WordSet Requests = LanguagePack.Default.Words("requests");
    private static readonly WordSet SubjectMatter = LanguagePack.Default.Words("function-words", "subject-matter");
    private static readonly WordSet Degrees = LanguagePack.Default.Words("function-words", "degree");

    private static readonly string Duty = LanguagePack.Default.Words("function-words", "duty").Entries[0].Word;

    private readonly ClaimCut _cut = new(view);
    private readonly PronounNames _names = new(view, entities);

    /// <summary>The wording of a position.</summary>
    public string Of(FoundPosition position)
    {
        var content = Core(position);
        if (Urged(position, content) is { } duty)
        {
            return duty;
        }

        if (IsFragment(content, position) && Clause(position, content) is { } clause)
        {
            return clause;
        }

        var written = Written(_cut.Whole(content), position);
        return Suffered(content) is { } who ? $"{who}{written[view.Document.Word(content.First).Length..]}" : written;
    }

    /// <summary>What somebody is called on to do, as a statement: "urged | the premier | on Monday to | resign" is "the premier should resign"; null for other demands.</summary>
    private string? Urged(FoundPosition position, TokenSpan content)
    {
        if (position.IsNominal || position.Label != StanceLabel.Supports)
        {
            return null;
        }

        var verb = view.HeadOf(position.Anchor.First, position.Anchor.End);
        for (var patient = view.FirstChild[verb]; patient >= 0; patient = view.NextSibling[patient])
        {
            if (patient > verb && patient >= content.First && view.Tokens[patient].Upos is Upos.Noun or Upos.Propn
                && (view.Tokens[patient].Relation is "obj" or "iobj" || (view.HasRelation(patient, "obl") && view.Child(patient, "case") is var on and >= 0 && SubjectMatter.Contains(view.Document.Word(on))))
                && (Infinitive(verb, "xcomp", patient) ?? Infinitive(verb, "advcl", patient) ?? Infinitive(patient, "acl", patient)) is { } action && action.First < content.End)
            {
                return $"{Written(Arguments.Phrase(view, patient, before: action.First), position)} {Duty} {Written(_cut.Whole(action with { End = Math.Min(action.End, content.End) }), position)}";
            }
        }

        return null;
    }

    /// <summary>The words after "to" of what hangs on a word in some relation, behind another word; null where nothing does.</summary>
    private TokenSpan? Infinitive(int head, string relation, int after) =>
        view.Child(head, relation) is var action && action > after && view.Child(action, "mark") is var to && to > after && view.IsWord(to, "to") && view.SubtreeStart(action) == to
            ? new TokenSpan(to + 1, view.SubtreeEnd(action))
            : null;

    /// <summary>Whose claim about "being attacked" it is, as the subject of a sentence: "she was"; null for other words.</summary>
    private string? Suffered(TokenSpan content)
    {
        if (content.First < 2 || !Suffering.Contains(view.Document.Word(content.First)) || !TopicWords.Contains(view.Document.Word(content.First - 1))
            || view.Child(content.First - 2, "nmod") is not (var owner and >= 0) || owner >= content.First)
        {
            return null;
        }

        return Subjects.Kind(view.Document.Word(owner)) is { } subject ? subject
            : view.Tokens[owner + 1].Xpos is "POS" && view.MentionOf[owner] is var mention and >= 0
                ? $"{view.Document.Mentions[mention].Range.Of(view.Document.Text)} was" : null;
    }

    /// <summary>The first words of what the position is about, as the article has them: what claims are compared by.</summary>
    public string Topic(FoundPosition position)
    {
        var content = Core(position);
        return view.RangeOf(content.First, _cut.FirstWords(content)).Of(view.Document.Text).ReplaceLineEndings(" ");
    }

    /// <summary>The content without edge marks, "that", and whom it was told: "told the paper on Monday | prices will rise".</summary>
    private TokenSpan Core(FoundPosition position)
    {
        var (first, end) = (position.Content.First, position.Content.End);
        var (told, clause) = (false, -1);
        for (var i = first; i < end && !position.IsNominal; i++)
        {
            if (view.Tokens[i].Head >= position.Anchor.First && view.Tokens[i].Head < position.Anchor.End)
            {
                told |= clause < 0 && view.Tokens[i].Relation is "obj" or "iobj" or "obl:tmod";
                clause = view.HasRelation(i, "ccomp") && _cut.IsStatement(i) ? i : clause;
            }
        }

        if (told && clause >= 0)
        {
            first = Math.Max(first, view.SubtreeStart(clause));
        }

        first = Dateline.Without(view, new TokenSpan(first, end)).First;
        while (first < end - 1 && IsEdge(first))
        {
            first++;
        }

        while (end > first + 1 && view.Tokens[end - 1].Upos == Upos.Punct && view.Document.Word(end - 1) is not ("]" or ")" or "%"))
        {
            end--;
        }

        // "There is no evidence that …": the claim that is doubted is what follows.
        if (position.Label is StanceLabel.Questions or StanceLabel.Denies && position.Carrier.First >= first && position.Carrier.End < end - 2
            && Complementizers.Contains(view.Document.Word(position.Carrier.End)))
        {
            first = position.Carrier.End + 1;
        }

        end = WithoutVerdict(new TokenSpan(first, end), position).End;
        var core = OwnThought(WithoutLead(new TokenSpan(first, end)), position);
        return position.Label == StanceLabel.NoComment ? Asked(core) : Unwrapped(core, position);
    }

    /// <summary>What the holder judges, not how, when or before whom: "dismissed | the report | as false on Monday", "denied | the story | to the Harbour Post".</summary>
    private TokenSpan WithoutVerdict(TokenSpan content, FoundPosition position)
    {
        var target = view.HeadOf(content.First, content.End);
        var verb = view.Tokens[target].Head;
        if (!view.HasRelation(target, "obj") || verb < position.Anchor.First || verb >= position.Anchor.End)
        {
            return content;
        }

        for (var child = view.FirstChild[verb]; child >= 0; child = view.NextSibling[child])
        {
            if (child > target && child < content.End && view.Child(child, "case") is var preposition && preposition > target
                && (Verdicts.Contains(view.Document.Word(preposition))
                    || (position.Label is StanceLabel.Affirms or StanceLabel.Denies && view.MentionOf[child] >= 0 && Receiving.Contains(view.Document.Word(preposition)))))
            {
                return content with { End = preposition };
            }
        }

        return content;
    }

    /// <summary>
    /// The clause itself: "after | the mayor signed the law", "given her record, | the mayor will win". A condition stays, without it the claim is
    /// another one.
    /// </summary>
    private TokenSpan WithoutLead(TokenSpan content)
    {
        var root = view.HeadOf(content.First, content.End);
        if (!_cut.IsStatement(root))
        {
            return content;
        }

        if (view.Child(root, "mark") == content.First && !IsCondition(content.First))
        {
            return new TokenSpan(content.First + 1, content.End);
        }

        for (var child = view.FirstChild[root]; child >= 0 && child < root; child = view.NextSibling[child])
        {
            if ((view.HasRelation(child, "advcl") || view.Tokens[content.First].Xpos is "VBN") && view.SubtreeStart(child) <= content.First && !IsCondition(content.First)
                && view.SubtreeEnd(child) is var after && after < root && view.Document.Word(after) is ",")
            {
                return new TokenSpan(after + 1, content.End);
            }
        }

        return content;
    }

    private bool IsCondition(int token) =>
        Conditions.Contains(view.Document.Word(token));

    /// <summary>What the holder says or thinks by his own account: "he believes | the roof was never checked".</summary>
    private TokenSpan OwnThought(TokenSpan content, FoundPosition position)
    {
        var verb = view.HeadOf(content.First, content.End);
        var subject = view.Child(verb, "nsubj");
        if (subject < content.First || subject > verb || view.Tokens[subject].Upos != Upos.Pron || Polarity.IsNegated(view, verb)
            || CueLexicon.Default.Match(view, verb) is not { Entry: { Kind: CueKind.Say, IsNoun: false } } || !IsHolder(subject, position)
            || view.Child(verb, "ccomp") is not (var clause and >= 0) || clause < verb || clause >= content.End || !_cut.IsStatement(clause))
        {
            return content;
        }

        var start = view.SubtreeStart(clause);
        return start <= verb ? content : new TokenSpan(Complementizers.Contains(view.Document.Word(start)) ? start + 1 : start, Math.Min(view.SubtreeEnd(clause), content.End));
    }

    private bool IsHolder(int pronoun, FoundPosition position) => view.Document.Word(pronoun) switch
    {
        var word when OwnSpeakers.Contains(word) => true,
        _ => view.MentionOf[pronoun] is var mention and >= 0 && position.Holder.Entity is { } entity && view.Document.Mentions[mention].Chain == entity.Chain,
    };

    /// <summary>What a silence is about: "to comment on | the sale"; no words where nothing was named.</summary>
    private TokenSpan Asked(TokenSpan content)
    {
        var request = view.HeadOf(content.First, content.End);
        if (Requests.Contains(view.Document.Word(request)))
        {
            for (var i = request + 1; i + 1 < content.End; i++)
            {
                if (view.Tokens[i].Upos == Upos.Adp && SubjectMatter.Contains(view.Document.Word(i)))
                {
                    return Unwrapped(new TokenSpan(i + 1, content.End));   // "a request for comment on | the sale"
                }
            }
        }

        if (!view.IsWord(content.First, "to"))
        {
            return Unwrapped(content);
        }

        var verb = view.HeadOf(content.First, content.End);
        for (var child = view.FirstChild[verb]; child >= 0; child = view.NextSibling[child])
        {
            if (child > verb && child < content.End && view.Tokens[child].Relation is "obj" or "obl" or "ccomp")
            {
                var start = view.Child(child, "case") is var preposition && preposition > verb && preposition < child ? preposition + 1 : view.SubtreeStart(child);
                return start > verb && start < content.End ? Unwrapped(new TokenSpan(start, Math.Min(view.SubtreeEnd(child), content.End))) : content;
            }
        }

        return content;
    }

    /// <summary>What is claimed, of words that only name a claim: "reports that | it will close", "claims about | the visit were false", "the suggestion of | fraud".</summary>
    private TokenSpan Unwrapped(TokenSpan content, FoundPosition? position = null)
    {
        var noun = view.HeadOf(content.First, content.End);
        if (position is { Label: StanceLabel.Denies or StanceLabel.Questions } && position.Carrier.First > content.First && position.Carrier.End <= content.End
            && ClaimBefore(position.Carrier.First, content.First) is var claim and >= 0)
        {
            noun = claim;   // "the reports of a sale are false", "called the reports of a sale a fabrication"
        }

        if (view.Tokens[noun].Upos != Upos.Noun || !NounKinds.IsClaim(view.Document.Word(noun)))
        {
            return content;
        }

        for (var child = view.FirstChild[noun]; child >= 0; child = view.NextSibling[child])
        {
            if (child < noun || child >= content.End)
            {
                continue;
            }

            var start = view.Tokens[child].Relation is "acl" or "acl:relcl" or "ccomp" && view.Child(child, "mark") is var mark and >= 0 && Complementizers.Contains(view.Document.Word(mark)) ? mark + 1
                : view.HasRelation(child, "nmod") && view.Child(child, "case") is var preposition and >= 0
                    && TopicWords.Contains(view.Document.Word(preposition)) ? preposition + 1
                : -1;
            if (start < 0 && view.HasRelation(child, "acl") && view.SubtreeStart(child) is var about && TopicWords.Contains(view.Document.Word(about)))
            {
                start = about + 1;   // "her claims about | being attacked"
            }

            if (start > noun && start <= child)
            {
                return new TokenSpan(start, Math.Min(view.SubtreeEnd(child), content.End));
            }
        }

        return content;
    }

    /// <summary>The noun for a claim of which the words from a token on say that it is false; -1 where they speak of something else.</summary>
    private int ClaimBefore(int carrier, int first)
    {
        for (var at = carrier; at >= first && at < view.Tokens.Length; at = view.Tokens[at].Head)
        {
            for (var child = view.FirstChild[at]; child >= 0 && child < carrier; child = view.NextSibling[child])
            {
                if (child >= first && view.Tokens[child].Relation is "nsubj" or "nsubj:pass" or "obj" && view.Tokens[child].Upos == Upos.Noun
                    && NounKinds.IsClaim(view.Document.Word(child)))
                {
                    return child;
                }
            }
        }

        return -1;
    }

    /// <summary>What may stand before a claim and is no part of it.</summary>
    private bool IsEdge(int token) =>
        view.Tokens[token].Upos == Upos.Punct ? view.Document.Word(token) is not ("[" or "(" or "$" or "£" or "#")
        : Complementizers.Contains(view.Document.Word(token)) ? view.HasRelation(token, "mark") || IsBeforePlural(token)
        : Opening.Contains(view.Document.Word(token)) && view.Tokens[token].Upos == Upos.Cconj;

    /// <summary>"that | files were on sale": the tagger takes it for a pronoun, but those go with one thing.</summary>
    private bool IsBeforePlural(int token) =>
        view.HasRelation(token, "det") && view.Tokens[view.Tokens[token].Head].Xpos is "NNS" or "NNPS";

    /// <summary>Whether the words say nothing without their verb: "the rebels for the attack", "to leave", "it".</summary>
    private bool IsFragment(TokenSpan content, FoundPosition position)
    {
        if (position.IsNominal || position.Label is not (StanceLabel.Affirms or StanceLabel.Supports or StanceLabel.Opposes))
        {
            return false;
        }

        var (tops, names) = (0, false);
        for (var i = content.First; i < content.End; i++)
        {
            if (position.IsSaid && view.IsFinite(i))
            {
                return false;   // a clause, whatever the tree makes of it
            }

            var head = view.Tokens[i].Head;
            tops += (head < content.First || head >= content.End) && view.Tokens[i].Upos is not (Upos.Punct or Upos.Adp or Upos.Cconj or Upos.Sconj or Upos.Adv) ? 1 : 0;
            names |= view.Tokens[i].Upos is Upos.Noun or Upos.Propn or Upos.Verb or Upos.Adj or Upos.Num;
        }

        var root = view.HeadOf(content.First, content.End);
        return !names || (!_cut.IsStatement(root) && (tops > 1 || view.Tokens[root].Upos == Upos.Verb || position.Label == StanceLabel.Affirms));
    }

    /// <summary>The clause of the cue, with the holder for a subject: "[Ann Lee] blamed the rebels for the attack".</summary>
    private string? Clause(FoundPosition position, TokenSpan content)
    {
        var verb = view.HeadOf(position.Anchor.First, position.Anchor.End);
        var start = Math.Min(verb, position.Anchor.First);
        while (start > view.SentenceAt(verb).FirstToken && view.Tokens[start - 1].Head == verb
            && view.Tokens[start - 1].Relation is "aux" or "aux:pass" or "advmod")
        {
            start--;
        }

        var end = view.SubtreeEnd(verb);
        for (var child = view.FirstChild[verb]; child >= 0; child = view.NextSibling[child])
        {
            if (child > verb && view.Tokens[child].Relation is "conj" or "parataxis" or "advcl" && view.SubtreeStart(child) >= content.End)
            {
                end = Math.Min(end, view.SubtreeStart(child));
            }
        }

        if (view.Tokens[verb].Upos != Upos.Verb || !IsFinite(verb, start) || start > content.First || end < content.End
            || view.SentenceOf[content.First] != view.SentenceOf[verb])
        {
            return null;
        }

        while (end > content.End && view.Tokens[end - 1].Upos is Upos.Punct or Upos.Cconj)
        {
            end--;
        }

        var subject = view.Child(verb, "nsubj") is var active and >= 0 ? active : view.Child(verb, "nsubj:pass");
        if (subject >= 0 && view.SubtreeEnd(subject) == start && view.Tokens[subject].Upos is Upos.Noun or Upos.Propn)
        {
            return Written(_cut.Whole(new TokenSpan(view.SubtreeStart(subject), end)), position);
        }

        var name = position.Holder.IsUnnamed ? position.Holder.Name : $"[{position.Holder.Name}]";
        return Arguments.IsPassive(view, verb) ? null : $"{name} {Written(_cut.Whole(new TokenSpan(start, end)), position)}";
    }

    private bool IsFinite(int verb, int start)
    {
        for (var i = start; i < verb; i++)
        {
            if (view.Tokens[i].Head == verb && view.Tokens[i].Upos == Upos.Aux)
            {
                return true;
            }
        }

        return view.Tokens[verb].Xpos is "VBD" or "VBZ" or "VBP";
    }

    private string Written(TokenSpan span, FoundPosition position)
    {
        var text = new StringBuilder();
        var named = new HashSet<string>(StringComparer.Ordinal);
        var denied = Negation(span, position);
        var quotes = KeepsQuotes(span);
        var at = view.Tokens[span.First].Start;
        for (var i = span.First; i < span.End; i++)
        {
            var token = view.Tokens[i];
            var between = view.Document.Text.AsSpan(at, token.Start - at);
            at = token.End;
            if ((i >= position.Parenthesis.First && i < position.Parenthesis.End) || (i == denied && i > span.First) || (denied >= 0 && i > denied && view.IsWord(i, "ever")) || (!quotes && IsQuotationMark(i)))
            {
                if (text.Length > 0 && text[^1] != ' ' && !between.IsEmpty)
                {
                    text.Append(' ');
                }

                continue;
            }

            if (!(between.IsWhiteSpace() && text.Length > 0 && text[^1] == ' '))
            {
                text.Append(between);
            }

            text.Append(_names.Of(i, position, span.First, named) ?? (denied < 0 ? view.Document.Word(i) : Positive(i, denied)));
        }

        return Balanced(text.ToString().ReplaceLineEndings(" ").Trim(), span.End);
    }

    /// <summary>A bracket that the cut left open is closed where the text closes it next, and left out otherwise.</summary>
    private string Balanced(string text, int end)
    {
        if (text.Count('(') <= text.Count(')'))
        {
            return text;
        }

        return end < view.Tokens.Length && view.Document.Word(end) is ")" ? text + ")" : text[..text.LastIndexOf('(')].TrimEnd();
    }

    /// <summary>The negation that makes the statement a denial: the claim is the statement without it. -1 for none.</summary>
    private int Negation(TokenSpan span, FoundPosition position)
    {
        var carrier = position.Carrier.First;
        if (position.Label is not (StanceLabel.Denies or StanceLabel.Opposes) || carrier < span.First || position.Carrier.End > span.End
            || carrier < position.Content.First || !Denying.Contains(view.Document.Word(carrier))
            || Degrees.Contains(view.Document.Word(carrier + 1)))
        {
            return -1;
        }

        if (carrier == span.First ? !NoWords.Contains(view.Document.Word(carrier)) || view.Tokens[carrier + 1].Upos == Upos.Num : view.Tokens[carrier - 1].Upos == Upos.Punct && view.Tokens[carrier + 1].Upos == Upos.Punct)
        {
            return -1;   // "not to have met him"; “never”, in quotation marks of its own
        }

        var first = position.Parenthesis.End > span.First ? position.Parenthesis.End : span.First;
        var (root, head) = (view.HeadOf(first, span.End), view.Tokens[carrier].Head);
        return head == root || (head >= 0 && view.Tokens[head].Head == root) ? carrier : -1;
    }

    /// <summary>A word of a statement whose negation is left out: "can't" without it is "can", "anybody" "somebody".</summary>
    private ReadOnlySpan<char> Positive(int token, int negation)
    {
        var word = view.Document.Word(token);
        var positive = token + 1 == negation ? CutVerbs.Kind(word) : token == negation ? NoWords.Kind(word) : token > negation ? Assertive.Kind(word) : null;
        return positive is null ? word : positive;
    }

    private bool IsQuotationMark(int token) =>
        view.Tokens[token].Upos == Upos.Punct && view.Document.Word(token) is "“" or "”" or "\"" or "``" or "''" or "‘" or "’" or "'";

    /// <summary>Whether the quotation marks in the span come in pairs.</summary>
    private bool KeepsQuotes(TokenSpan span)
    {
        var (open, straight, single) = (0, 0, 0);
        for (var i = span.First; i < span.End; i++)
        {
            var word = view.Document.Word(i);
            open += word is "“" ? 1 : word is "”" ? -1 : 0;
            straight += word is "\"" or "''" ? 1 : 0;
            single += view.Tokens[i].Upos != Upos.Punct ? 0 : word is "‘" ? 1 : word is "’" ? -1 : word is "'" ? 16 : 0;
            if (open is not (0 or 1))
            {
                return false;
            }
        }

        return open == 0 && straight % 2 == 0 && single % 32 == 0;
    }
}
