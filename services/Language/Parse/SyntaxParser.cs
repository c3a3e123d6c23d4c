using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using OnRecord.Language.Models;

namespace OnRecord.Language.Parse;

/// <summary>
/// Tags words and builds dependency trees with one network: word features, recurrent layers over the sentence, tags from a middle layer,
/// arcs by a biaffine score of each pair of words (Dozat and Manning, ICLR 2017), relations by a small layer over the chosen pairs.
/// </summary>
internal sealed class SyntaxParser(SyntaxModel model)
{
    // Words that go through the network together: enough to keep the matrix products busy, few enough for the second-level cache.
    private const int ChunkSize = 192;
    private const float Slope = 0.1f;

    // All greater distances are of one class.
    private const int Far = 25;

    private readonly float[] _distances = [.. Enumerable.Range(-Far, (2 * Far) + 1).Select(distance => model.DistanceBias[SyntaxShape.DistanceClass(distance)])];
    private readonly InputCache _inputs = new(model.Shape.Input);

    /// <summary>Fills tags, heads and relations.</summary>
    /// <param name="text">The text that the tokens' ranges refer to.</param>
    /// <param name="tokens">All tokens of the document.</param>
    /// <param name="sentences">Its sentences.</param>
    /// <param name="scratch">Memory that is reused between calls; one per thread.</param>
    /// <param name="cancellation">Checked between groups of sentences.</param>
    public void Parse(
        ReadOnlySpan<char> text, Span<Token> tokens, List<Sentence> sentences, SyntaxScratch scratch, CancellationToken cancellation = default)
    {
        var next = 0;
        while (next < sentences.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = next;
            var from = sentences[first].FirstToken;
            scratch.Ends.Clear();
            do
            {
                scratch.Ends.Add(sentences[next].EndToken - from);
                next++;
            }
            while (next < sentences.Count && sentences[next].EndToken - from <= ChunkSize);

            Run(text, tokens[from..sentences[next - 1].EndToken], from, scratch);
        }
    }

    private void Run(ReadOnlySpan<char> text, Span<Token> tokens, int from, SyntaxScratch scratch)
    {
        scratch.Reserve(model, tokens.Length);
        var ends = CollectionsMarshal.AsSpan(scratch.Ends);
        Embed(text, tokens, scratch);
        var (input, output) = (scratch.First, scratch.Second);
        for (var i = 0; i < model.Layers.Length; i++)
        {
            if (i == 0)
            {
                model.Layers[i].Run(scratch.Words, input, CollectionsMarshal.AsSpan(scratch.Rows), ends, scratch.Product, output);
            }
            else
            {
                model.Layers[i].Run(input, ends, scratch.Rounded, scratch.Product, output);
            }

            (input, output) = (output, input);
            if (i == model.Shape.TagLayer)
            {
                Tag(input, tokens, scratch);
            }
        }

        scratch.Rounded.Set(input, model.Shape.Width, tokens.Length, model.Shape.Width);
        model.Roles.Multiply(scratch.Rounded, scratch.Roles);
        Activate(scratch.Roles.AsSpan(0, tokens.Length * model.Roles.Stride));
        scratch.Rounded.Set(scratch.Roles, model.Roles.Stride, tokens.Length, model.Shape.Arc);
        model.Arcs.Multiply(scratch.Rounded, scratch.Queries);
        scratch.Rounded.Set(scratch.Queries, model.Arcs.Stride, tokens.Length, model.Shape.Arc);
        scratch.Governors.Set(scratch.Roles.AsSpan(model.Shape.Arc), model.Roles.Stride, tokens.Length, model.Shape.Arc);
        var start = 0;
        foreach (var end in ends)
        {
            Attach(tokens, start, end, from, scratch);
            start = end;
        }

        Label(tokens, from, scratch);
    }

    /// <summary>Fills the rounded input vectors: one row for each form, which all its words share.</summary>
    private void Embed(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, SyntaxScratch scratch)
    {
        var width = model.Shape.Input;
        var known = model.Projection.Rows;
        scratch.Words.Reserve(tokens.Length, width);
        scratch.Forms.Clear();
        scratch.Rows.Clear();
        scratch.Missing.Clear();
        foreach (var token in tokens)
        {
            var word = text[token.Start..token.End];
            var form = WordForm.Hash(word);
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(scratch.Forms, form, out var isShared);
            if (!isShared)
            {
                row = scratch.Forms.Count - 1;
                if (!_inputs.Find(form, scratch.Words, row))
                {
                    var at = scratch.Missing.Count;
                    scratch.Missing.Add((row, form));
                    Add(word, scratch.First.AsSpan(at * width, width), scratch.Product.AsSpan(at * known, known));
                }
            }

            scratch.Rows.Add(row);
        }

        scratch.Words.Cut(scratch.Forms.Count);
        var count = scratch.Missing.Count;
        scratch.Rounded.Set(scratch.Product, known, count, known);
        model.Projection.Multiply(scratch.Rounded, scratch.First, add: true);
        scratch.Rounded.Set(scratch.First, width, count, width);
        for (var at = 0; at < count; at++)
        {
            var (row, form) = scratch.Missing[at];
            scratch.Words.SetRow(row, scratch.Rounded.Row(at), scratch.Rounded.Scales[at]);
            _inputs.Add(form, scratch.Rounded.Row(at), scratch.Rounded.Scales[at]);
        }
    }

    /// <summary>Writes the sum of a word's embedding rows, and its pre-trained vector or zeros.</summary>
    private void Add(ReadOnlySpan<char> word, Span<float> sum, Span<float> vector)
    {
        Span<int> rows = stackalloc int[SyntaxFeatures.Count];
        var hash = model.Features.Extract(word, rows);
        sum.Clear();
        foreach (var row in rows)
        {
            model.Embeddings.AddTo(row, sum);
        }

        vector.Clear();
        var known = model.Vectors.Find(hash);
        if (known >= 0)
        {
            model.Vectors.Rows.AddTo(known, vector[..model.Vectors.Rows.Columns]);
        }
    }

    private void Tag(ReadOnlySpan<float> hidden, Span<Token> tokens, SyntaxScratch scratch)
    {
        scratch.Rounded.Set(hidden, model.Shape.Width, tokens.Length, model.Shape.Width);
        model.Tags.Multiply(scratch.Rounded, scratch.Product);
        var upos = model.UposTags.Length;
        for (var i = 0; i < tokens.Length; i++)
        {
            var scores = scratch.Product.AsSpan(i * model.Tags.Stride, upos + model.XposTags.Length);
            tokens[i].Upos = model.UposTags[TensorPrimitives.IndexOfMax<float>(scores[..upos])];
            tokens[i].Xpos = model.XposTags[TensorPrimitives.IndexOfMax<float>(scores[upos..])];
        }
    }

    /// <summary>Bends the arc part; the label part is bent after the sum of both words.</summary>
    private void Activate(Span<float> roles)
    {
        var bent = 2 * model.Shape.Arc;
        for (var row = 0; row < roles.Length; row += model.Roles.Stride)
        {
            Simd.LeakyRelu(roles.Slice(row, bent), Slope);
        }
    }

    private void Attach(Span<Token> tokens, int start, int end, int from, SyntaxScratch scratch)
    {
        var n = end - start;
        scratch.Candidates.Take(scratch.Governors, start, n);
        var stride = scratch.Candidates.Stride;
        scratch.ReserveArcs(n, stride);
        scratch.Candidates.Multiply(scratch.Rounded, start, n, scratch.Pairs);
        var scores = scratch.Scores.AsSpan(0, n * (n + 1));
        for (var i = 0; i < n; i++)
        {
            var pairs = scratch.Pairs.AsSpan(i * stride, n);
            var row = scores.Slice(i * (n + 1), n + 1);
            for (var j = 0; j < n; j++)
            {
                row[j] = pairs[j] + _distances[Math.Clamp(j - i, -Far, Far) + Far];
            }

            row[n] = Simd.Dot(scratch.Queries.AsSpan((start + i) * model.Arcs.Stride, model.Shape.Arc), model.RootHead)
                + model.DistanceBias[SyntaxShape.Distances - 1];
        }

        var heads = scratch.Heads.AsSpan(0, n);
        TreeDecoder.Decode(scores, n, heads);
        for (var i = 0; i < n; i++)
        {
            tokens[start + i].Head = heads[i] == n ? -1 : from + start + heads[i];
        }
    }

    private void Label(Span<Token> tokens, int from, SyntaxScratch scratch)
    {
        var size = model.Shape.Label;
        var stride = model.Roles.Stride;
        var own = 2 * model.Shape.Arc;
        for (var i = 0; i < tokens.Length; i++)
        {
            var head = tokens[i].Head;
            var sum = scratch.First.AsSpan(i * size, size);
            scratch.Roles.AsSpan((i * stride) + own, size).CopyTo(sum);
            Simd.AddScaled(head < 0 ? model.RootLabel : scratch.Roles.AsSpan(((head - from) * stride) + own + size, size), 1, sum);
            Simd.LeakyRelu(sum, Slope);
        }

        scratch.Rounded.Set(scratch.First, size, tokens.Length, size);
        model.Labels.Multiply(scratch.Rounded, scratch.Product);
        var root = Array.IndexOf(model.Relations, "root");
        for (var i = 0; i < tokens.Length; i++)
        {
            var scores = scratch.Product.AsSpan(i * model.Labels.Stride, model.Relations.Length);
            if (tokens[i].Head >= 0)
            {
                scores[root] = float.NegativeInfinity;
            }

            tokens[i].Relation = model.Relations[tokens[i].Head < 0 ? root : TensorPrimitives.IndexOfMax<float>(scores)];
        }
    }
}
