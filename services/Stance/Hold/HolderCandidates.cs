using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Everybody in reach who may hold a candidate position: the source, the subject, the names and nouns of the sentence, and who spoke around it.</summary>
internal sealed class HolderCandidates(SyntaxView view, HolderSettler settler)
{
    private static readonly WordSet Citing = LanguagePack.Default.Words("function-words", "citing");
    private static readonly WordSet Interrogative = LanguagePack.Default.Words("function-words", "interrogative");
    private static readonly WordSet Who = LanguagePack.Default.Words("function-words", "who");
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite");

    private readonly CoordinatedHolders _coordinated = new(view);

    /// <summary>Paragraphs over which a speaker is remembered.</summary>
    private const int Reach = 3;

    /// <summary>From which probability a noun is believed to speak.</summary>
    private const float Speaks = 0.4f;

    /// <summary>Possible holders, each once, those of the source first.</summary>
    /// <param name="candidate">The position.</param>
    /// <param name="discourse">What the text said before it.</param>
    /// <param name="next">The source of the next attribution in the same or the next paragraph, if there is one.</param>
    public List<HolderCandidate> Of(Candidate candidate, Discourse discourse, TokenSpan? next)
    {
        var found = new List<HolderCandidate>();
        if (candidate.Attribution is { } attribution)
        {
            if (Citing.Contains(view.Document.Word(candidate.Cue.First)))
            {
                // "…, citing people familiar with it": these people are the source.
                var cited = view.Child(candidate.Head, "obj");
                Add(found, cited < 0 ? candidate.Content : Arguments.Phrase(view, cited), HolderPlaces.Source, discourse, isParticular: false);
                return found;
            }

            foreach (var part in attribution.Source)
            {
                Add(found, _coordinated.WithListBefore(WithoutOpening(part)), HolderPlaces.Source, discourse, TakesSide(candidate));
            }
        }

        if (candidate.Attribution is { IsByForm: true } && found.Count > 0)
        {
            return found;
        }

        if (Subject(candidate) is { } subject)
        {
            Add(found, subject, HolderPlaces.Subject, discourse, candidate.Attribution is null || TakesSide(candidate));
        }

        if (found.Count > 0 && (candidate.Source is CandidateSource.Predicate or CandidateSource.Action || settler.IsAmbiguous(found[0].Head)))
        {
            return found;   // who acts is who the tree says acts
        }

        if (!found.Exists(one => (one.Places & HolderPlaces.Source) != 0 && (one.Holder.Entity is not null || SpeakerNouns.Of(view.Document.Word(one.Head)) >= Speaks)))
        {
            AddFromSentence(found, candidate, discourse);
        }

        var paragraph = view.SentenceAt(candidate.Cue.First).Paragraph;
        for (var i = discourse.Speakers.Count - 1; i >= 0; i--)
        {
            var speaker = discourse.Speakers[i];
            if (paragraph - view.SentenceAt(speaker.Head).Paragraph <= Reach)
            {
                Add(found, speaker with { Places = i == discourse.Speakers.Count - 1 ? HolderPlaces.LastSpeaker : HolderPlaces.EarlierSpeaker });
            }
        }

        if (next is { } source && candidate.Source is CandidateSource.Quotation)
        {
            Add(found, source, HolderPlaces.NextSpeaker, discourse);
        }

        return found;
    }

    private TokenSpan? Subject(Candidate candidate)
    {
        if (candidate.Source is CandidateSource.Quotation)
        {
            return null;
        }

        return candidate.Match is { } match && candidate.Attribution is null
            ? Arguments.Subject(view, match)
            : Arguments.Subject(view, candidate.Head) ?? Arguments.NameBefore(view, candidate.Head);
    }

    /// <summary>Names and acting nouns of the sentence that are no part of what is said.</summary>
    private void AddFromSentence(List<HolderCandidate> found, Candidate candidate, Discourse discourse)
    {
        var sentence = view.SentenceAt(candidate.Cue.First);
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (i >= candidate.Content.First && i < candidate.Content.End && candidate.Source != CandidateSource.Predicate)
            {
                continue;
            }

            var mention = view.MentionOf[i];
            if (mention >= 0 && view.Document.Mentions[mention] is var named && i == view.HeadOf(named.FirstToken, named.EndToken))
            {
                Add(found, Arguments.Phrase(view, i), HolderPlaces.Named, discourse);
            }
            else if (mention < 0 && view.Tokens[i].Upos is Upos.Noun or Upos.Propn
                && (view.Tokens[i].Relation is "nsubj" or "nsubj:pass" or "obl:agent" || NounKinds.CanAct(view.Document.Word(i))))
            {
                Add(found, Arguments.Phrase(view, i), HolderPlaces.Noun, discourse);
            }
        }
    }

    /// <summary>"the driver, who | police said …", "and | Eva Blum said": what joins the clause to another one is no part of who speaks.</summary>
    private TokenSpan WithoutOpening(TokenSpan phrase)
    {
        var first = phrase.First;
        while (first + 1 < phrase.End && (view.Tokens[first].Upos is Upos.Cconj or Upos.Punct || view.Tokens[first].Xpos is "WP" or "WDT"))
        {
            first++;
        }

        return view.HasAny(first, phrase.End, Upos.Noun, Upos.Propn) && !view.HasAny(first, phrase.End, Upos.Verb, Upos.Aux) ? phrase with { First = first } : phrase;
    }

    private static bool TakesSide(Candidate candidate) => candidate.Match is { Entry.Kind: CueKind.Supports or CueKind.Opposes };

    /// <summary>Adds those whom a phrase names.</summary>
    /// <param name="found">Receives them.</param>
    /// <param name="phrase">The phrase.</param>
    /// <param name="place">Where it was met.</param>
    /// <param name="discourse">What the text said before it.</param>
    /// <param name="isParticular">Whether only somebody in particular counts; "a source who confirmed it" has said so all the same.</param>
    private void Add(List<HolderCandidate> found, TokenSpan phrase, HolderPlaces place, Discourse discourse, bool isParticular = true)
    {
        var head = view.HeadOf(phrase.First, phrase.End);
        var examples = settler.Examples(phrase).ToList();
        foreach (var example in examples)
        {
            Add(found, new HolderCandidate(example, phrase, head, place | HolderPlaces.Example | HolderPlaces.Coordinated));
        }

        var isDescribed = isParticular && IsOnlyDescribed(phrase, head);
        var holders = examples.Count > 0 ? [] : settler.Of(phrase, discourse).Where(holder => !isDescribed || !holder.IsUnnamed).ToList();
        foreach (var holder in holders)
        {
            Add(found, new HolderCandidate(holder, phrase, head, holders.Count > 1 ? place | HolderPlaces.Coordinated : place));
        }

        if (place is HolderPlaces.Source or HolderPlaces.Subject && holders.Exists(holder => holder.IsUnnamed))
        {
            foreach (var (named, token) in settler.Inside(phrase))
            {
                Add(found, new HolderCandidate(named, phrase, token, HolderPlaces.Inside));
            }
        }
    }

    /// <summary>
    /// Whether nobody in particular is told apart by what they do or want ("customers who want a refund", "a group backing the mayor"),
    /// or asked for ("which of the men wants it").
    /// </summary>
    private bool IsOnlyDescribed(TokenSpan phrase, int head) =>
        Interrogative.Contains(view.Document.Word(phrase.First))
        || IsDefinedByClause(head)
        || (view.Child(head, "acl") >= 0 && Indefinite.Contains(view.Document.Word(phrase.First)));

    /// <summary>"customers who want a refund"; "the forces, who say …" are told apart without the clause.</summary>
    private bool IsDefinedByClause(int head) =>
        view.Child(head, "acl:relcl") is var clause and >= 0 && view.Child(clause, "nsubj") is var who and >= 0 && Who.Contains(view.Document.Word(who))
        && (who == 0 || view.Document.Word(who - 1) is not ",");

    private static void Add(List<HolderCandidate> found, HolderCandidate candidate)
    {
        var known = found.FindIndex(other => other.Key == candidate.Key);
        if (known < 0)
        {
            found.Add(candidate);
        }
        else
        {
            found[known] = found[known] with { Places = found[known].Places | candidate.Places };
        }
    }
}
