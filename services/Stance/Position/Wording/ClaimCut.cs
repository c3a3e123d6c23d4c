using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Finds where a long claim may end: only where what follows adds to a clause that is whole without it.</summary>
internal sealed class ClaimCut(SyntaxView view)
{
    private static readonly WordSet Conditional = LanguagePack.Default.Words("function-words", "conditional");

    /// <summary>Words a wording has at most, if it can be cut there.</summary>
    public const int Wanted = 15;

    /// <summary>Words it may have where it can not.</summary>
    private const int Longest = 30;

    /// <summary>Shorter beginnings of a sentence say too little.</summary>
    private const int Shortest = 5;

    /// <summary>Where the first words end, wherever that is.</summary>
    public int FirstWords(TokenSpan span) => HardEnd(span, Wanted);

    /// <summary>The longest beginning that is whole by itself.</summary>
    public TokenSpan Whole(TokenSpan span)
    {
        span = WithoutAside(span);
        var root = view.HeadOf(span.First, span.End);
        var (wanted, longest) = (HardEnd(span, Wanted), HardEnd(span, Longest));
        if (wanted == span.End)
        {
            return span;
        }

        for (var end = wanted; end > span.First + Shortest && end > root; end--)
        {
            if (CanEnd(span, end, strictly: true))
            {
                return Stripped(span.First, end);
            }
        }

        for (var end = wanted + 1; end <= longest; end++)
        {
            if (end == span.End || (end > root && CanEnd(span, end, strictly: true)))
            {
                return Stripped(span.First, end);
            }
        }

        for (var end = longest; end > span.First + Shortest && end > root; end--)
        {
            if (CanEnd(span, end, strictly: false))
            {
                return Stripped(span.First, end);
            }
        }

        var hard = wanted;
        while (hard < longest && view.Tokens[hard - 1].Head >= hard && view.Tokens[hard - 1].Relation is "compound" or "amod" or "det" or "nummod" or "flat" or "nmod:poss")
        {
            hard++;   // to the end of a noun phrase
        }

        while (hard > span.First + 1 && view.Tokens[hard - 1].Upos is Upos.Adp or Upos.Det or Upos.Sconj or Upos.Part or Upos.Aux or Upos.Punct or Upos.Cconj)
        {
            hard--;
        }

        return new TokenSpan(span.First, hard);
    }

    /// <summary>Without what is said of it at the end: "it wants to sell the pier | , which the mayor denied".</summary>
    private TokenSpan WithoutAside(TokenSpan span)
    {
        var root = view.HeadOf(span.First, span.End);
        for (var i = span.End - 1; i > root; i--)
        {
            var start = view.SubtreeStart(i);
            var comma = view.Document.Word(start) is "," ? start : start - 1;   // which the tree may hang on either side
            if (view.HasRelation(i, "acl:relcl") && start > Math.Max(root, span.First + Shortest) && start <= i && view.SubtreeEnd(i) >= span.End && view.Document.Word(comma) is ",")
            {
                return new TokenSpan(span.First, comma);
            }
        }

        return span;
    }

    private TokenSpan Stripped(int first, int end)
    {
        for (var i = end - 1; i > first + 3; i--)
        {
            if (view.Tokens[i].Upos == Upos.Cconj && !JoinsBefore(i, end))
            {
                end = i;   // "…, and at the time": what is joined has been cut off
            }
        }

        while (end > first + 1 && view.Tokens[end - 1].Upos is Upos.Punct or Upos.Cconj && view.Document.Word(end - 1) is not ("]" or ")" or "%"))
        {
            end--;
        }

        return new TokenSpan(first, end);
    }

    private bool JoinsBefore(int conjunction, int end)
    {
        for (var i = conjunction + 1; i < end; i++)
        {
            if (view.HasRelation(i, "conj") && view.Tokens[i].Head < conjunction)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what follows only adds to what stands before <paramref name="end"/>: another clause or, unless strictly, an adverbial.</summary>
    private bool CanEnd(TokenSpan span, int end, bool strictly)
    {
        if (view.Tokens[end - 1].Upos is Upos.Adp or Upos.Det or Upos.Sconj or Upos.Part or Upos.Aux || view.Tokens[end - 1].Xpos is "WP" or "WRB" or "WDT")
        {
            return false;
        }

        for (var i = span.First; i < end; i++)
        {
            if (view.Tokens[i].Head >= end && view.Tokens[i].Head < span.End && view.Tokens[i].Upos is not (Upos.Punct or Upos.Cconj))
            {
                return false;
            }
        }

        if (IsContrasted(span.First, end))
        {
            return false;
        }

        for (var i = end; i < span.End; i++)
        {
            var head = view.Tokens[i].Head;
            if (head >= span.First && head < end && !IsLoose(i, strictly))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"Not this | but that".</summary>
    private bool IsContrasted(int first, int end)
    {
        var next = end < view.Tokens.Length && view.Tokens[end].Upos == Upos.Punct ? end + 1 : end;
        if (next >= view.Tokens.Length || view.Document.Word(next) is not "but")
        {
            return false;
        }

        for (var i = first; i < end; i++)
        {
            if (view.IsWord(i, "not"))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLoose(int token, bool strictly)
    {
        var start = view.SubtreeStart(token);
        return view.Tokens[token].Relation switch
        {
            "punct" or "cc" or "discourse" or "list" or "vocative" => true,
            // "Between the state and the rebels".
            "conj" => !strictly || view.Tokens[token].Upos is Upos.Verb or Upos.Aux || Arguments.HasSubject(view, token),
            "parataxis" or "acl:relcl" or "appos" => !strictly || view.Tokens[start - 1].Upos == Upos.Punct,
            // Without its condition the claim is another one.
            "advcl" => !Conditional.Contains(view.Document.Word(start)),
            "obl" or "obl:tmod" or "obl:npmod" or "nmod" or "nmod:tmod" or "acl" or "advmod" => !strictly,
            _ => false,
        };
    }

    /// <summary>Where the first <paramref name="limit"/> words end.</summary>
    private int HardEnd(TokenSpan span, int limit)
    {
        var words = 0;
        var end = span.First;
        while (end < span.End && (view.Tokens[end].Upos == Upos.Punct || ++words <= limit))
        {
            end++;
        }

        while (end > span.First + 1 && end < span.End && view.Tokens[end - 1].Upos == Upos.Punct && view.Document.Word(end - 1) is not ")")
        {
            end--;
        }

        return end;
    }
}
