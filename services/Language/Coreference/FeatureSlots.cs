namespace OnRecord.Language.Coreference;

/// <summary>Where the sparse features of the antecedent ranker begin; each block holds one number for each of its values.</summary>
internal static class FeatureSlots
{
    public const int Kinds = 8;
    public const int Groups = 5;
    public const int Relations = 12;
    private static int _next;

    // Of the anaphor.
    public static readonly int Kind = Block(Kinds);
    public static readonly int KindForm = Block(Kinds * 3);
    public static readonly int KindRelation = Block(Kinds * Relations);
    public static readonly int KindQuote = Block(Kinds * 3);
    public static readonly int KindStart = Block(Kinds * 2);
    public static readonly int KindHeadline = Block(Kinds * 2);
    public static readonly int KindRivals = Block(Kinds * 4);
    public static readonly int KindThings = Block(Kinds * 4);
    public static readonly int KindGovernor = Block(Kinds * 6);
    public static readonly int Clause = Block(Kinds * 4);
    public static readonly int Modifiers = Block(3);
    public static readonly int NounClass = Block(3);
    public static readonly int Nobody = Block(Kinds);

    // Of the candidate.
    public static readonly int FormType = Block(15);
    public static readonly int CandidateKind = Block(Kinds);
    public static readonly int CandidateNumber = Block(3);
    public static readonly int CandidateGender = Block(3);
    public static readonly int CandidateDeterminer = Block(6);
    public static readonly int CandidateRelation = Block(Relations);
    public static readonly int CandidateTraits = Block(8);
    public static readonly int ChainCount = Block(6);

    // Of both.
    public static readonly int SentenceDistance = Block(Groups * 7);
    public static readonly int MarkableDistance = Block(Groups * 8);
    public static readonly int TokenDistance = Block(Groups * 6);
    public static readonly int GenderFit = Block(Kinds * 4);
    public static readonly int GenderLean = Block(Groups * 18);
    public static readonly int TypeFit = Block(Kinds * 15);
    public static readonly int PronounFit = Block(Kinds * Kinds);
    public static readonly int NumberFit = Block(Kinds * 3);
    public static readonly int QuoteFit = Block(Groups * 6);
    public static readonly int SpeakerFit = Block(Groups * 4);
    public static readonly int Barred = Block(Groups * 3);
    public static readonly int ClauseSubject = Block(Groups * 4);
    public static readonly int Parallel = Block(Groups * 4);
    public static readonly int Paragraph = Block(Groups * 2);
    public static readonly int Cataphora = Block(Groups * 3);
    public static readonly int RivalsBetween = Block(Groups * 4);
    public static readonly int PreviousSubject = Block(Groups * 2);
    public static readonly int HeadFit = Block(8);
    public static readonly int RoleFit = Block(4);
    public static readonly int NameCosine = Block(9);
    public static readonly int NounCosine = Block(9);

    public static readonly int Count = _next;

    private static int Block(int size)
    {
        var start = _next;
        _next += size;
        return start;
    }
}
