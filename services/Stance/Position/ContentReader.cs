using System.Collections.Frozen;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What the content of a statement says about the speaker's stand.</summary>
/// <param name="Label">The stance; AFFIRMS where nothing else is said.</param>
/// <param name="Carrier">The words that carry it, or null for the attribution's own cue.</param>
internal readonly record struct ContentReading(StanceLabel Label, TokenSpan? Carrier);

/// <summary>
/// Reads the stance out of what somebody says when the cue is neutral ("said"): silence, falsehood, doubt, opposition and support by the
/// phrases of contents.tsv, then a negated main clause. The label follows the meaning, not the verb.
/// </summary>
internal static class ContentReader
{
    private static readonly WordSet NoOne = LanguagePack.Default.Words("function-words", "no-one");
    private static readonly WordSet Subordinate = LanguagePack.Default.Words("function-words", "subordinate");
    private static readonly WordSet Possible = LanguagePack.Default.Words("function-words", "possible");
    private static readonly WordSet Future = LanguagePack.Default.Words("function-words", "future");
    private static readonly WordSet Limiting = LanguagePack.Default.Words("function-words", "limiting");
    private static readonly WordSet BeforeVerb = LanguagePack.Default.Words("function-words", "before-verb");
    private static readonly WordSet Concluding = LanguagePack.Default.Words("function-words", "concluding");
    private static readonly WordSet DoForms = LanguagePack.Default.Words("do-forms");
    private static readonly WordSet FirstPerson = LanguagePack.Default.Words("function-words", "speaker");
    private static readonly WordSet ThirdPerson = LanguagePack.Default.Words("function-words", "third-person");
    private static readonly WordSet FullForms = LanguagePack.Default.Words("full-forms");

    /// <summary>Words that may stand between those of an entry that begins with a negation: "no very clear evidence".</summary>
    private const int MaxGap = 2;

    private static readonly FrozenDictionary<string, Phrase[]> Phrases = Load();
    private static readonly FrozenDictionary<string, Phrase[]>.AlternateLookup<ReadOnlySpan<char>> ByFirstWord =
        Phrases.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads one run of content.</summary>
    public static ContentReading Read(SyntaxView view, TokenSpan content)
    {
        Span<int> votes = stackalloc int[(int)StanceLabel.Opposes + 1];
        return Read(view, content, votes);
    }

    /// <summary>Reads one run of content, and tells how many phrases of contents.tsv speak for each label.</summary>
    /// <param name="view">The document.</param>
    /// <param name="content">The run.</param>
    /// <param name="votes">Takes the numbers, by label; all zero before.</param>
    public static ContentReading Read(SyntaxView view, TokenSpan content, Span<int> votes)
    {
        Span<TokenSpan> carriers = stackalloc TokenSpan[votes.Length];
        Vote(view, content, votes, carriers);
        if (IsQuestion(view, content))
        {
            votes[(int)StanceLabel.Supports] = votes[(int)StanceLabel.Opposes] = 0;   // "What should I say?" asks for nothing
        }

        return Choose(votes, carriers) ?? NegatedClause(view, content) ?? new ContentReading(StanceLabel.Affirms, null);
    }

    /// <summary>Whether a question mark stands among the marks behind the last word, or right behind the content.</summary>
    public static bool IsQuestion(SyntaxView view, TokenSpan content)
    {
        for (var i = view.WithoutMarks(content.First, content.End); i <= content.End && i < view.Tokens.Length; i++)
        {
            if (view.Document.Word(i) is "?")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether some words are an entry of contents.tsv, and nothing else.</summary>
    public static bool IsPhrase(SyntaxView view, TokenSpan words) => words.End > words.First
        && ByFirstWord.TryGetValue(Written(view, words.First), out var phrases) && phrases.Any(phrase => MatchRest(view, words.First, words.End, phrase) == words.End);

    private static void Vote(SyntaxView view, TokenSpan content, Span<int> votes, Span<TokenSpan> carriers)
    {
        for (var i = content.First; i < content.End; i++)
        {
            if (!ByFirstWord.TryGetValue(Written(view, i), out var phrases))
            {
                continue;
            }

            foreach (var phrase in phrases)
            {
                if ((phrase.OnlyQuoted && view.QuoteOf[i] < 0) || MatchRest(view, i, content.End, phrase) is not (var end and > 0))
                {
                    continue;
                }

                if (IsInSideClause(view, i, content) || (phrase is { Label: StanceLabel.Denies, IsNegation: false } && IsOfSomethingElse(view, content, i, end)) || (phrase.IsAttitude && !IsOwn(view, i)) || (phrase.IsBlame && IsOwn(view, i)) || Turn(view, phrase, i, end, content) is not { } label)
                {
                    break;
                }

                if (votes[(int)label]++ == 0)
                {
                    carriers[(int)label] = new TokenSpan(i, end);
                }

                i = end - 1;
                break;
            }
        }
    }

    private static ContentReading? Choose(ReadOnlySpan<int> votes, ReadOnlySpan<TokenSpan> carriers)
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

    /// <summary>What is left of a phrase after a negation before it or right after it ("we will not"); null for nothing.</summary>
    private static StanceLabel? Turn(SyntaxView view, Phrase phrase, int token, int end, TokenSpan content)
    {
        var first = content.First;
        var negated = end < content.End && Polarity.IsNegation(view, end);
        for (var i = token - 1; i >= Math.Max(first, token - 3) && !negated; i--)
        {
            if (view.Document.Word(i) is "," or ";")
            {
                break;
            }

            negated = Polarity.IsNegation(view, i);
        }

        // "Neither the mayor nor the council should …"
        negated |= phrase.Label == StanceLabel.Supports && (IsNegativeStart(view, first) || IsNegativeStart(view, first + 1));
        return !negated ? phrase.Label : phrase.Label == StanceLabel.Supports ? StanceLabel.Opposes : null;
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
    /// Whether a word for falsehood describes a thing in passing ("boarded the incorrect ship", "the hoax fooled thousands"): it denies only what it is
    /// said of, or a claim ("false reports").
    /// </summary>
    private static bool IsOfSomethingElse(SyntaxView view, TokenSpan content, int first, int end)
    {
        var head = view.HeadOf(first, end);
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

    /// <summary>"He never sent anyone" denies; "we will not pay" opposes.</summary>
    private static ContentReading? NegatedClause(SyntaxView view, TokenSpan content)
    {
        var root = view.HeadOf(content.First, content.End);
        var negation = -1;
        var willed = false;
        for (var child = view.FirstChild[root]; child >= 0; child = view.NextSibling[child])
        {
            if (child < content.First || child >= content.End)
            {
                continue;
            }

            if (Polarity.IsNegation(view, child) && child < root && !IsPartial(view, child + 1))
            {
                negation = child;
            }

            if (child < root && Possible.Contains(view.Document.Word(child)) && !HasChild(view, root, "have"))
            {
                return null;   // "may not open in May" leaves it open; "could not have known" does not
            }

            willed |= view.Tokens[child].Upos == Upos.Aux && Future.Contains(view.Document.Word(child));
        }

        if (negation >= 0 && IsReason(view, root, content))
        {
            return null;
        }

        if (negation < 0 && view.WithoutMarks(content.First + 1, content.End) - 1 is var last && last > content.First && Polarity.IsNegation(view, last)
            && (view.Tokens[last - 1].Upos == Upos.Aux || DoForms.Contains(view.Document.Word(last - 1))))
        {
            negation = last;   // "he did not"
        }

        var first = view.Tokens[content.First].Upos == Upos.Punct && content.First + 1 < content.End ? content.First + 1 : content.First;
        if (negation < 0 && Polarity.IsNegation(view, first))
        {
            negation = first;   // "claimed not to have met him", “No data were stolen”
        }

        return negation < 0 ? null
            : new ContentReading(willed ? StanceLabel.Opposes : StanceLabel.Denies, new TokenSpan(negation, Math.Max(negation, root) + 1));
    }

    /// <summary>"Trams don't make much noise, so | this was unusual": the negation is the reason for what is said.</summary>
    private static bool IsReason(SyntaxView view, int root, TokenSpan content)
    {
        for (var i = root + 1; i + 1 < content.End; i++)
        {
            if (Concluding.Contains(view.Document.Word(i)) && view.Document.Word(i - 1) is "," or ";" && view.HasAny(i + 1, content.End, Upos.Verb, Upos.Aux))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasChild(SyntaxView view, int head, string word)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child < head && view.IsWord(child, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Not just", "not yet": more is said, or something else later, but the clause is not denied.</summary>
    private static bool IsPartial(SyntaxView view, int token) =>
        Limiting.Contains(view.Document.Word(token));

    private static int MatchRest(SyntaxView view, int token, int contentEnd, Phrase phrase)
    {
        var at = token;
        foreach (var word in phrase.Rest)
        {
            var next = AfterMark(view, at + 1);   // a “lie” is "a lie"
            var limit = Math.Min(contentEnd, next + 1 + (phrase.IsNegation ? MaxGap : 0));
            while (next < limit && !Written(view, next).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                next = view.Document.Word(next) is "," or ";" or "." ? contentEnd : next + 1;
            }

            if (next >= limit)
            {
                return -1;
            }

            at = next;
        }

        return at + 1;
    }

    private static int AfterMark(SyntaxView view, int token) =>
        token < view.Tokens.Length && view.Document.Word(token) is "“" or "\"" or "``" or "‘" ? token + 1 : token;

    /// <summary>The word with its contraction written out.</summary>
    private static ReadOnlySpan<char> Written(SyntaxView view, int token) =>
        FullForms.Kind(view.Document.Word(token)) is { } full ? full : view.Document.Word(token);

    private static FrozenDictionary<string, Phrase[]> Load()
    {
        var phrases = new Dictionary<string, List<Phrase>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Lexicon.Read("contents.tsv"))
        {
            var words = row[0].Split(' ');
            var label = row[1] switch
            {
                "AFFIRMS" => StanceLabel.Affirms,
                "NO_COMMENT" => StanceLabel.NoComment,
                "DENIES" => StanceLabel.Denies,
                "QUESTIONS" => StanceLabel.Questions,
                "OPPOSES" => StanceLabel.Opposes,
                "SUPPORTS" => StanceLabel.Supports,
                _ => throw new InvalidOperationException($"contents.tsv: '{row[1]}' is no label."),
            };
            (phrases.TryGetValue(words[0], out var list) ? list : phrases[words[0]] = [])
                .Add(new Phrase(
                    words[1..], label, BeforeVerb.Contains(words[0]),
                    row is [_, _, "quoted" or "blame"], row is [_, _, "attitude"], row is [_, _, "blame"]));
        }

        return phrases.ToFrozenDictionary(
            entry => entry.Key, entry => entry.Value.OrderByDescending(p => p.Rest.Length).ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Phrase(string[] Rest, StanceLabel Label, bool IsNegation, bool OnlyQuoted, bool IsAttitude, bool IsBlame);
}
