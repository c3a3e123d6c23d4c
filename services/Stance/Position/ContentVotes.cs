using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Counts for which labels the phrases of <see cref="ContentLexicon"/> in some content speak, and chooses among them.</summary>
internal static class ContentVotes
{
    private static readonly WordSet NoOne = LanguagePack.Default.Words("function-words", "no-one");
    private static readonly WordSet Subordinate = LanguagePack.Default.Words("function-words", "subordinate");
    private static readonly WordSet FirstPerson = LanguagePack.Default.Words("function-words", "speaker");
    private static readonly WordSet ThirdPerson = LanguagePack.Default.Words("function-words", "third-person");

    /// <summary>Counts the phrases of some content.</summary>
    /// <param name="view">The document.</param>
    /// <param name="content">The content.</param>
    /// <param name="votes">Takes how many phrases speak for each label; all zero before.</param>
    /// <param name="carriers">Takes the first of them, by label.</param>
    public static void Count(SyntaxView view, TokenSpan content, Span<int> votes, Span<TokenSpan> carriers)
    {
        for (var i = content.First; i < content.End; i++)
        {
            foreach (var phrase in ContentLexicon.BeginningAt(view, i))
            {
                if ((phrase.OnlyQuoted && view.QuoteOf[i] < 0) || ContentLexicon.EndOf(phrase, view, i, content.End) is not (var end and > 0))
                {
                    continue;
                }

                if (LabelOf(phrase, view, new TokenSpan(i, end), content) is { } label)
                {
                    if (votes[(int)label]++ == 0)
                    {
                        carriers[(int)label] = new TokenSpan(i, end);
                    }

                    i = end - 1;
                }

                break;
            }
        }
    }

    /// <summary>Silence, falsehood and doubt before all; of opposition and support what more phrases say, of as many the first. Null without a vote.</summary>
    public static ContentReading? Choose(ReadOnlySpan<int> votes, ReadOnlySpan<TokenSpan> carriers)
    {
        foreach (var label in (ReadOnlySpan<StanceLabel>)[StanceLabel.NoComment, StanceLabel.Denies, StanceLabel.Questions])
        {
            if (votes[(int)label] > 0)
            {
                return new ContentReading(label, carriers[(int)label]);
            }
        }

        var (against, pro) = (votes[(int)StanceLabel.Opposes], votes[(int)StanceLabel.Supports]);
        if (against + pro == 0)
        {
            return null;
        }

        var opposes = against > pro
            || (against == pro && carriers[(int)StanceLabel.Opposes].First < carriers[(int)StanceLabel.Supports].First);
        var chosen = opposes ? StanceLabel.Opposes : StanceLabel.Supports;
        return new ContentReading(chosen, carriers[(int)chosen]);
    }

    /// <summary>What a phrase says where it stands; null where it does not tell where the speaker stands.</summary>
    private static StanceLabel? LabelOf(ContentPhrase phrase, SyntaxView view, TokenSpan words, TokenSpan content) =>
        IsInSideClause(view, words.First, content)
            || (phrase is { Label: StanceLabel.Denies, IsNegation: false } && IsOfSomethingElse(view, content, words))
            || (phrase.IsAttitude && !IsOwn(view, words.First))
            || (phrase.IsBlame && IsOwn(view, words.First))
            ? null
            : Turned(phrase.Label, view, words, content);

    /// <summary>What is left of a label after a negation before its phrase or right after it ("we will not"); null for nothing.</summary>
    private static StanceLabel? Turned(StanceLabel label, SyntaxView view, TokenSpan words, TokenSpan content)
    {
        var negated = words.End < content.End && Polarity.IsNegation(view, words.End);
        for (var i = words.First - 1; i >= Math.Max(content.First, words.First - 3) && !negated; i--)
        {
            if (view.Document.Word(i) is "," or ";")
            {
                break;
            }

            negated = Polarity.IsNegation(view, i);
        }

        // "Neither the mayor nor the council should …"
        negated |= label == StanceLabel.Supports && (IsNegativeStart(view, content.First) || IsNegativeStart(view, content.First + 1));
        return !negated ? label : label == StanceLabel.Supports ? StanceLabel.Opposes : null;
    }

    private static bool IsNegativeStart(SyntaxView view, int token) =>
        token < view.Tokens.Length && NoOne.Contains(view.Document.Word(token));

    /// <summary>A relative or conditional clause describes; it does not say where the speaker stands.</summary>
    private static bool IsInSideClause(SyntaxView view, int token, TokenSpan content)
    {
        for (var i = token; i >= content.First && i < content.End; i = view.Tokens[i].Head)
        {
            if (view.Tokens[i].Relation is "acl:relcl" or "advcl" or "acl" && view.Tokens[i].Head >= content.First && view.Tokens[i].Head < content.End)
            {
                // Without its conjunction or pronoun the clause is likelier a main one that the parser has hung wrongly.
                return Subordinate.Contains(view.Document.Word(view.SubtreeStart(i)));
            }
        }

        return false;
    }

    /// <summary>
    /// Whether words for falsehood describe a thing in passing ("boarded the incorrect ship", "the hoax fooled thousands"): they deny only what they are
    /// said of, or a claim ("false reports").
    /// </summary>
    private static bool IsOfSomethingElse(SyntaxView view, TokenSpan content, TokenSpan words)
    {
        var head = view.HeadOf(words.First, words.End);
        return view.HasAny(content.First, content.End, Upos.Verb, Upos.Aux) && view.Tokens[head].Upos switch
        {
            Upos.Adj or Upos.Verb when view.HasRelation(head, "amod") => !NounKinds.IsClaim(view.Document.Word(view.Tokens[head].Head)),
            Upos.Noun => view.Tokens[head].Relation is "nsubj" or "nsubj:pass" or "nmod:poss" or "compound",
            _ => false,
        };
    }

    /// <summary>Whether the attitude is the speaker's: "we support", or in indirect speech "he supports"; not "they have agreed to".</summary>
    private static bool IsOwn(SyntaxView view, int token)
    {
        if (view.Tokens[token].Relation is "aux" or "cop")
        {
            token = view.Tokens[token].Head;
        }

        // A predicate adjective or a verb in a chain shares the subject of what governs it.
        if (Arguments.Subject(view, token) is not { } subject)
        {
            return true;
        }

        var quoted = view.QuoteOf[token] >= 0;
        return view.Document.Word(view.HeadOf(subject.First, subject.End)) switch
        {
            var word when FirstPerson.Contains(word) => true,
            var word when ThirdPerson.Contains(word) => !quoted,
            _ => false,
        };
    }
}
