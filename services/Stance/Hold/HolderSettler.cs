using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Says who a phrase is when the phrase alone does not: pronouns that coreference left open go to who was last spoken of, "the paper" to the paper
/// named last, "the report" to whose report it is. What can hold no position is nobody.
/// </summary>
internal sealed class HolderSettler(SyntaxView view, EntityResolver entities, HolderFinder holders)
{
    private static readonly WordSet ExampleWords = LanguagePack.Default.Words("function-words", "example");
    private static readonly WordSet No = LanguagePack.Default.Words("negations", "determiner");
    private static readonly WordSet Nobody = LanguagePack.Default.Words("nobodies");
    private static readonly WordSet Person = LanguagePack.Default.Words("function-words", "person");
    private static readonly WordSet Group = LanguagePack.Default.Words("function-words", "group");
    private static readonly WordSet Body = LanguagePack.Default.Words("function-words", "body");
    private static readonly WordSet NoName = LanguagePack.Default.Words("function-words", "no-name");
    private static readonly WordSet Definite = LanguagePack.Default.Words("function-words", "definite");
    private static readonly WordSet Own = LanguagePack.Default.Words("function-words", "own");

    private static readonly WordSet Media = LanguagePack.Default.Words("media-words", "kind");
    private static readonly WordSet MediumNames = LanguagePack.Default.Words("media-words", "name");
    private static readonly WordSet Channels = LanguagePack.Default.Words("channel-words");

    /// <summary>Sentences over which a pronoun or "the agency" reaches back.</summary>
    private const int Reach = 2;

    /// <summary>Everybody whom a phrase names, of coordinated ones each.</summary>
    public IEnumerable<Holder> Of(TokenSpan phrase, Discourse discourse)
    {
        phrase = Dateline.Without(view, phrase);
        foreach (var holder in holders.FindAll(phrase))
        {
            if (Settle(holder, phrase, discourse) is { } settled)
            {
                yield return settled;
            }
        }
    }

    /// <summary>Whether a title stands there that several people of the document bear: whoever spoke last is not meant by it.</summary>
    public bool IsAmbiguous(int head) => holders.IsAmbiguous(head);

    /// <summary>Those whom a phrase names as examples: "countries including Peru and Chile", "artists like Ann Lee".</summary>
    public IEnumerable<Holder> Examples(TokenSpan phrase)
    {
        for (var i = phrase.First + 1; i + 1 < phrase.End; i++)
        {
            if (ExampleWords.Contains(view.Document.Word(i)) || (view.IsWord(i, "such") && view.IsWord(i + 1, "as")))
            {
                return Inside(new TokenSpan(i, phrase.End)).Select(named => named.Holder);
            }
        }

        return [];
    }

    /// <summary>The entities named in a phrase, each with its last token.</summary>
    public IEnumerable<(Holder Holder, int Token)> Inside(TokenSpan phrase)
    {
        for (var i = phrase.First; i < phrase.End; i++)
        {
            if (view.MentionOf[i] is var mention and >= 0 && view.Document.Mentions[mention] is { Form: MentionForm.Name } name && name.EndToken <= phrase.End)
            {
                yield return (new Holder(entities.OfMention(mention), name.Range.Of(view.Document.Text), name.Range), name.EndToken - 1);
                i = name.EndToken - 1;
            }
        }
    }

    private Holder? Settle(Holder holder, TokenSpan phrase, Discourse discourse)
    {
        var head = view.HeadOf(phrase.First, phrase.End);
        var word = view.Document.Word(head);
        if (IsContinued(phrase, discourse))
        {
            return holder with { Entity = discourse.Person!.Entity };
        }

        if (!holder.IsUnnamed)
        {
            return holder.Entity is null ? Owned(holder, phrase) : holder;
        }

        return holder.Description.ToLowerInvariant() switch
        {
            var who when Nobody.Contains(who) => null,
            var who when who.IndexOf(' ') is var end and > 0 && No.Contains(who.AsSpan(0, end)) => null,   // "no officials": nobody took this stand
            var who when Person.Contains(who) => discourse.Person is { } person ? holder with { Entity = person.Entity } : null,
            var who when Group.Contains(who) => Last(discourse, phrase, IsGroup) is { } group ? holder with { Description = group.Description } : null,
            var who when Body.Contains(who) => Last(discourse, phrase, IsBody) is { } body ? holder with { Entity = body.Entity, Description = body.Description } : null,
            var who when who.Length == 0 || NoName.Contains(who) => null,
            _ when SourceNouns.IsUtterance(word) && discourse.Author is { } author && IsDefinite(phrase) => holder with { Entity = author },
            _ => NounKinds.IsKindOfBody(word) && IsDefinite(phrase) && LastBody(phrase.First, word) is { } body ? holder with { Entity = body } : Owned(holder, phrase),
        };
    }

    /// <summary>"His government" with the name of whose it is, where the text names him: on a board nobody else would know.</summary>
    private Holder Owned(Holder holder, TokenSpan phrase)
    {
        var pronoun = view.Tokens[phrase.First];
        return pronoun.Xpos is "PRP$" && view.MentionOf[phrase.First] is var mention and >= 0 && view.Document.Mentions[mention].Chain is var chain
            && view.IsNamed(chain)
            && holder.Description.StartsWith(view.Document.Word(phrase.First), StringComparison.Ordinal)
            ? holder with { Description = $"{entities.OfChain(chain).Name}'s{holder.Description[(pronoun.End - pronoun.Start)..]}" }
            : holder;
    }

    /// <summary>The last of those who spoke in this or the sentences before whom a pronoun can mean.</summary>
    private Holder? Last(Discourse discourse, TokenSpan pronoun, Func<HolderCandidate, bool> canBe)
    {
        var speaker = discourse.Speakers.LastOrDefault(canBe);
        return speaker is not null && view.SentenceOf[pronoun.First] - view.SentenceOf[speaker.Head] <= Reach ? speaker.Holder : null;
    }

    /// <summary>Whether "they" can mean them: several without a name.</summary>
    private bool IsGroup(HolderCandidate speaker) =>
        speaker.Holder.IsUnnamed && (view.Tokens[speaker.Head].Xpos is "NNS" or "NNPS" || SourceNouns.IsBody(view.Document.Word(speaker.Head)));

    /// <summary>Whether "it" can mean them: a body, a state or a paper.</summary>
    private bool IsBody(HolderCandidate speaker) => speaker.Holder.Entity is { } entity
        ? entity.Type is EntityType.Organization or EntityType.Place
        : view.Document.Word(speaker.Head) is var noun && (SourceNouns.IsBody(noun) || SourceNouns.IsUtterance(noun) || NounKinds.IsKindOfBody(noun));

    private bool IsDefinite(TokenSpan phrase) => Definite.Contains(view.Document.Word(phrase.First));

    /// <summary>The organisation named last before a token, in this or the sentences before.</summary>
    private EntityReference? LastBody(int token, ReadOnlySpan<char> kind)
    {
        var isMedium = Media.Contains(kind);
        var mentions = view.Document.Mentions;
        for (var m = mentions.Count - 1; m >= 0; m--)
        {
            if (mentions[m].EndToken <= token && mentions[m] is { Type: NameType.Organization, Form: MentionForm.Name } && (!isMedium || IsMedium(mentions[m])))
            {
                return view.SentenceOf[token] - view.SentenceOf[mentions[m].FirstToken] <= Reach ? entities.OfMention(m) : null;
            }
        }

        return null;
    }

    /// <summary>Whether a name is that of a paper or broadcaster: by its last word, or because it reports in the sentence ("told the Harbour Post").</summary>
    private bool IsMedium(Mention name) =>
        MediumNames.Contains(view.Document.Word(name.EndToken - 1)) || MediumNames.Contains(view.Document.Word(name.FirstToken))
        || Channels.Contains(view.Document.Word(name.EndToken < view.Tokens.Length ? name.EndToken : name.FirstToken))
        || (name.FirstToken > 0 && Channels.Contains(view.Document.Word(name.FirstToken - 1)))
        || (name.FirstToken > 1 && Channels.Contains(view.Document.Word(name.FirstToken - 2)));

    /// <summary>"…, said Ann Lee. She continued": with no other person named since, the pronoun is who spoke last.</summary>
    private bool IsContinued(TokenSpan phrase, Discourse discourse)
    {
        if (phrase.End != phrase.First + 1 || !Own.Contains(view.Document.Word(phrase.First))
            || discourse.Person?.Entity is not { } last || view.SentenceOf[phrase.First] - view.SentenceOf[discourse.PersonEnd - 1] > Reach)
        {
            return false;
        }

        for (var i = discourse.PersonEnd; i < phrase.First; i++)
        {
            if (view.MentionOf[i] >= 0
                && view.Document.Mentions[view.MentionOf[i]] is { Type: NameType.Person, Form: MentionForm.Name } other
                && other.Chain != last.Chain)
            {
                return false;
            }
        }

        return true;
    }
}
