using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// What a sentence says about one of those it names, as features: words to the left and right of the target and around it in the
/// dependency tree, negated or not, and pooled word vectors of the same contexts (Vo and Zhang 2015). Names are masked: how
/// somebody is portrayed must follow from what is said, not from who it is. Holds the memory it works in: not for several threads at once.
/// </summary>
/// <param name="polarity">How good or bad words are.</param>
internal sealed class PortrayalFeatures(WordPolarity polarity)
{
    /// <summary>Slots for words and relations, by hash.</summary>
    public const int Hashed = 1 << 17;

    /// <summary>Numbers after the hashed slots.</summary>
    public const int Dense = Contexts * Block;

    private const int Contexts = 4;
    private const int Pools = 3;
    private const int Tones = 4;
    private const int Block = (Pools * WordVectors.Dimensions) + Tones;
    private const int NearReach = 5;
    private const int NearSteps = 2;
    private const int Unreached = int.MaxValue;
    private const string TargetMask = "<target>";
    private const ulong FnvBasis = 14695981039346656037UL;

    private readonly PortrayalSentence _sentence = new(polarity);
    private readonly SlotSet _slots = new(Hashed);
    private readonly float[] _numbers = new float[Dense];
    private readonly float[] _totals = new float[Contexts];
    private int[] _steps = [];
    private int _targetFrom;
    private int _targetTo;
    private int _targetHead;

    /// <summary>Slots below <see cref="Hashed"/>; each counts once.</summary>
    public ReadOnlySpan<int> Slots => _slots.Slots;

    /// <summary><see cref="Dense"/> numbers.</summary>
    public ReadOnlySpan<float> Numbers => _numbers;

    /// <summary>Takes a sentence, for all its targets.</summary>
    /// <param name="document">The analysed text.</param>
    /// <param name="from">First token of the sentence.</param>
    /// <param name="to">One past its last token.</param>
    public void Enter(Document document, int from, int to) => _sentence.Read(document, from, to);

    /// <summary>Extracts the features of a target in the sentence entered last.</summary>
    /// <param name="targetFrom">First token of the target.</param>
    /// <param name="targetTo">One past its last token.</param>
    public void Extract(int targetFrom, int targetTo)
    {
        (_targetFrom, _targetTo, _targetHead) = (targetFrom, targetTo, targetFrom);
        for (var token = targetFrom; token < targetTo; token++)
        {
            if (_sentence.Head(token) < targetFrom || _sentence.Head(token) >= targetTo)
            {
                _targetHead = token;
            }
        }

        _slots.Clear();
        Walk();
        AddWords();
        AddSyntax();
        AddPools();
    }

    private bool IsTarget(int token) => token >= _targetFrom && token < _targetTo;

    private void AddWords()
    {
        ReadOnlySpan<char> last = "^";
        for (var token = _sentence.From; token < _sentence.To; token++)
        {
            ReadOnlySpan<char> word = IsTarget(token) ? TargetMask : _sentence.WordAt(token);
            if (!IsTarget(token))
            {
                var isLeft = token < _targetFrom;
                Add("w", word);
                Add(isLeft ? "l" : "r", word);
                var distance = isLeft ? _targetFrom - token : token - _targetTo + 1;
                if (distance <= NearReach)
                {
                    Add(distance <= 2 ? isLeft ? "l2" : "r2" : isLeft ? "l5" : "r5", word);
                }
            }

            Add("b", last, word);
            last = word;
        }

        Add("at", _targetFrom == _sentence.From ? "first" : _targetTo >= _sentence.To - 1 ? "last" : "inside");
        Add("quoted", _sentence.IsQuoted ? "yes" : "no");
    }

    private void AddSyntax()
    {
        var relation = _sentence.Relation(_targetHead);
        var governor = _sentence.Head(_targetHead);
        Add("rel", relation);
        for (var token = _sentence.From; token < _sentence.To; token++)
        {
            if (IsTarget(token))
            {
                continue;
            }

            var word = _sentence.WordAt(token);
            var head = _sentence.Head(token);
            if (_steps[token - _sentence.From] <= NearSteps)
            {
                Add("near", word);
            }

            if (head == _targetHead)
            {
                Add("child", _sentence.Relation(token), word);
            }

            if (head == governor && governor >= 0)
            {
                Add("sib", relation, _sentence.Relation(token), word);
                Add("sib", _sentence.Relation(token), word);
            }
        }

        if (governor < 0)
        {
            return;
        }

        Add("gov", relation, _sentence.WordAt(governor));
        Add("gov", _sentence.WordAt(governor));
        if (_sentence.Head(governor) is >= 0 and var grand)
        {
            Add("grand", relation, _sentence.Relation(governor), _sentence.WordAt(grand));
            Add("grand", _sentence.WordAt(grand));
        }
    }

    /// <summary>
    /// Mean, largest and smallest of the word vectors of each context, and how much good and bad it holds. The contexts are what stands left of
    /// the target, right of it, near it, and near it in the tree.
    /// </summary>
    private void AddPools()
    {
        Array.Clear(_numbers);
        Array.Clear(_totals);
        for (var token = _sentence.From; token < _sentence.To; token++)
        {
            var row = _sentence.Row(token);
            if (row < 0 || IsTarget(token))
            {
                continue;
            }

            Pool(token < _targetFrom ? 0 : 1, row, token);
            if (token >= _targetFrom - NearReach && token < _targetTo + NearReach)
            {
                Pool(2, row, token);
            }

            if (_steps[token - _sentence.From] <= NearSteps)
            {
                Pool(3, row, token);
            }
        }

        for (var context = 0; context < Contexts; context++)
        {
            var block = _numbers.AsSpan(context * Block, Block);
            var mean = block[..WordVectors.Dimensions];
            TensorPrimitives.Divide(mean, MathF.Max(1, _totals[context]), mean);
            block[Pools * WordVectors.Dimensions] /= 4;
            block[(Pools * WordVectors.Dimensions) + 1] /= 4;
        }
    }

    private void Pool(int context, int row, int token)
    {
        var block = _numbers.AsSpan(context * Block, Block);
        var weight = _sentence.Weight(token);
        _totals[context] += weight;
        Pool(WordVectors.Default[row], weight, block);
        var tones = block[(Pools * WordVectors.Dimensions)..];
        var tone = _sentence.Tone(token);
        tones[tone > 0 ? 0 : 1] += Math.Abs(tone);
        tones[tone > 0 ? 2 : 3] = Math.Max(tones[tone > 0 ? 2 : 3], Math.Abs(tone));
    }

    /// <summary>Adds a vector to the pools at the beginning of a block, four numbers at a time; reads it once.</summary>
    private static void Pool(ReadOnlySpan<float> vector, float weight, Span<float> block)
    {
        ref var from = ref MemoryMarshal.GetReference(vector);
        ref var mean = ref MemoryMarshal.GetReference(block);
        var factor = Vector128.Create(weight);
        for (nuint i = 0; i < WordVectors.Dimensions; i += 4)
        {
            var numbers = Vector128.LoadUnsafe(ref from, i);
            (Vector128.LoadUnsafe(ref mean, i) + (numbers * factor)).StoreUnsafe(ref mean, i);
            Vector128.Max(Vector128.LoadUnsafe(ref mean, i + WordVectors.Dimensions), numbers)
                .StoreUnsafe(ref mean, i + WordVectors.Dimensions);
            Vector128.Min(Vector128.LoadUnsafe(ref mean, i + (2 * WordVectors.Dimensions)), numbers)
                .StoreUnsafe(ref mean, i + (2 * WordVectors.Dimensions));
        }
    }

    /// <summary>Counts the steps in the tree from the target; trees are shallow near it, so three rounds of relaxing reach all that is asked for.</summary>
    private void Walk()
    {
        var (from, to) = (_sentence.From, _sentence.To);
        if (_steps.Length < to - from)
        {
            _steps = new int[(to - from) * 2];
        }

        Array.Fill(_steps, Unreached, 0, to - from);
        _steps[_targetHead - from] = 0;
        for (var round = 0; round < 3; round++)
        {
            for (var token = from; token < to; token++)
            {
                if (_sentence.Head(token) is >= 0 and var head)
                {
                    ref var one = ref _steps[token - from];
                    ref var other = ref _steps[head - from];
                    one = other < Unreached ? Math.Min(one, other + 1) : one;
                    other = one < Unreached ? Math.Min(other, one + 1) : other;
                }
            }
        }
    }

    private void Add(ReadOnlySpan<char> kind, ReadOnlySpan<char> a) => Add(Hash(Hash(FnvBasis, kind), a));

    private void Add(ReadOnlySpan<char> kind, ReadOnlySpan<char> a, ReadOnlySpan<char> b) => Add(Hash(Hash(Hash(FnvBasis, kind), a), b));

    private void Add(ReadOnlySpan<char> kind, ReadOnlySpan<char> a, ReadOnlySpan<char> b, ReadOnlySpan<char> c) =>
        Add(Hash(Hash(Hash(Hash(FnvBasis, kind), a), b), c));

    private void Add(ulong hash) => _slots.Add((int)((hash ^ (hash >> 32)) % Hashed));

    /// <summary>Goes on with FNV-1a over the units of a part and a mark of its end.</summary>
    private static ulong Hash(ulong hash, ReadOnlySpan<char> part)
    {
        const ulong Prime = 1099511628211UL;
        foreach (var c in part)
        {
            hash = (hash ^ c) * Prime;
        }

        return (hash ^ '|') * Prime;
    }
}
