using System.Numerics.Tensors;

namespace OnRecord.Stances;

/// <summary>The candidates of a document as rows of features, made once for the service and the trainer alike.</summary>
internal sealed class CandidateRows
{
    private readonly SyntaxView _view;
    private readonly DocumentFacts _facts;
    private readonly ResidueFinder _residue;
    private readonly IReadOnlyList<Candidate> _candidates;

    public CandidateRows(SyntaxView view, ResidueFinder residue, IReadOnlyList<Candidate> candidates)
    {
        (_view, _residue, _candidates) = (view, residue, candidates);
        _facts = new DocumentFacts(view);
    }

    /// <summary>Columns of a row of <see cref="Holder"/>.</summary>
    public static int HolderWidth => Widths.Value.Holder;

    /// <summary>Columns of a row of <see cref="Description"/>.</summary>
    public static int DescriptionWidth => Widths.Value.Description;

    /// <summary>Columns of a row of <see cref="Position"/>.</summary>
    public static int PositionWidth => Widths.Value.Position;

    private static Lazy<(int Holder, int Description, int Position)> Widths { get; } =
        new(() => (HolderNames().Count, DescriptionNames().Count, PositionNames().Count));

    /// <summary>The names of the columns that describe possible holders.</summary>
    public static List<string> HolderNames() => Names((rows, holder, names) =>
    {
        var row = new FeatureRow(new float[MostColumns], names);
        HolderFeatures.Write(ref row, rows._view, rows._facts, rows._candidates[0], [holder], 0);
    });

    /// <summary>The names of the columns that describe a holder without a name.</summary>
    public static List<string> DescriptionNames() => Names((rows, holder, names) =>
    {
        var row = new FeatureRow(new float[MostColumns], names);
        HolderFeatures.WriteDescription(ref row, rows._view, rows._facts, holder);
    });

    /// <summary>The names of the columns that describe a candidate with its likeliest holder.</summary>
    public static List<string> PositionNames() => Names((rows, holder, names) =>
    {
        var row = new FeatureRow(new float[MostColumns], names);
        PositionFeatures.Write(ref row, rows._view, rows._facts, rows._residue, rows._candidates, 0, [holder], [1]);
    });

    private const int MostColumns = 1_000;

    /// <summary>Describes one of several possible holders.</summary>
    public float[] Holder(Candidate candidate, IReadOnlyList<HolderCandidate> all, int index)
    {
        var values = new float[HolderWidth];
        var row = new FeatureRow(values);
        HolderFeatures.Write(ref row, _view, _facts, candidate, all, index);
        return values;
    }

    /// <summary>Describes a holder without a name.</summary>
    public float[] Description(HolderCandidate holder)
    {
        var values = new float[DescriptionWidth];
        var row = new FeatureRow(values);
        HolderFeatures.WriteDescription(ref row, _view, _facts, holder);
        return values;
    }

    /// <summary>Describes a candidate with its likeliest holder.</summary>
    /// <param name="index">Which candidate.</param>
    /// <param name="holders">The likeliest holder of each candidate; null where nobody is in reach.</param>
    /// <param name="scores">The probabilities of this candidate's possible holders, the best first.</param>
    public float[] Position(int index, IReadOnlyList<HolderCandidate?> holders, IReadOnlyList<float> scores)
    {
        var values = new float[PositionWidth];
        var row = new FeatureRow(values);
        PositionFeatures.Write(ref row, _view, _facts, _residue, _candidates, index, holders, scores);
        return values;
    }

    /// <summary>A row of <see cref="Position"/> with the encoder's scores, and the share of each label by them.</summary>
    public static float[] WithMeaning(float[] row, float[] scores)
    {
        var values = new float[row.Length + scores.Length + PositionModel.LabelCount];
        row.CopyTo(values, 0);
        scores.CopyTo(values, row.Length);
        TensorPrimitives.SoftMax(scores.AsSpan(1), values.AsSpan(row.Length + scores.Length));
        return values;
    }

    /// <summary>The columns do not depend on the document: any with one candidate names them.</summary>
    private static List<string> Names(Action<CandidateRows, HolderCandidate, List<string>> write)
    {
        const string text = "x y";
        Language.Token Token(int start, Language.Upos upos, int head, string relation) =>
            new() { Start = start, End = start + 1, Upos = upos, Xpos = "", Head = head, Relation = relation };
        var view = new SyntaxView(new Language.Document
        {
            Text = text,
            BodyStart = 0,
            Tokens = [Token(0, Language.Upos.Noun, 1, "nsubj"), Token(2, Language.Upos.Verb, -1, "root")],
            Sentences = [new Language.Sentence(0, 2, 0, text.Length, 0, IsHeadline: false)],
            Mentions = [],
            Chains = [],
        });
        var candidate = Candidate.OfAction(1, new TokenSpan(1, 2), new TokenSpan(1, 2));
        var names = new List<string>();
        write(
            new CandidateRows(view, new ResidueFinder(view), [candidate]),
            new HolderCandidate(new Holder(null, "x", new Language.TextRange(0, 1)), new TokenSpan(0, 1), 0, HolderPlaces.Subject),
            names);
        return names;
    }
}
