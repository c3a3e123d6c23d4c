namespace OnRecord.Stances;

/// <summary>The tokens of a document that a cue has taken; they make no candidate of their own.</summary>
internal sealed class TakenTokens(SyntaxView view)
{
    private readonly bool[] _isTaken = new bool[view.Tokens.Length];

    /// <summary>Whether a cue has taken a token.</summary>
    public bool Contains(int token) => _isTaken[token];

    /// <summary>Takes the tokens of a cue.</summary>
    public void Add(TokenSpan cue) => Array.Fill(_isTaken, true, cue.First, cue.End - cue.First);

    /// <summary>Takes the words of a match, and the verbs that complete it.</summary>
    public void Add(CueMatch match)
    {
        Add(new TokenSpan(match.Token, match.End));
        for (var child = view.FirstChild[match.Token]; child >= 0; child = view.NextSibling[child])
        {
            if (view.HasRelation(child, "xcomp"))
            {
                _isTaken[child] = true;
            }
        }
    }
}
