namespace OnRecord.Language;

/// <summary>Stages in the order in which they run. That each finds what it needs is checked once, when the pipeline is built.</summary>
/// <typeparam name="TState">What the stages work on.</typeparam>
/// <typeparam name="TLayer">Names of what they find out.</typeparam>
public sealed class Pipeline<TState, TLayer>
    where TLayer : struct, Enum
{
    private readonly Stage<TState, TLayer>[] _stages;

    /// <summary>Builds a pipeline.</summary>
    /// <param name="given">Layers that are in the state before the first stage.</param>
    /// <param name="stages">The stages in their order.</param>
    /// <exception cref="InvalidOperationException">A stage needs what none before it gives, or gives what is there already; the message names both.</exception>
    public Pipeline(IEnumerable<TLayer> given, params ReadOnlySpan<Stage<TState, TLayer>> stages)
    {
        ArgumentNullException.ThrowIfNull(given);
        _stages = stages.ToArray();
        var there = given.ToHashSet();
        foreach (var stage in _stages)
        {
            foreach (var needed in stage.Needs.Where(needed => !there.Contains(needed)))
            {
                throw new InvalidOperationException($"Stage \"{stage.Name}\" needs {needed}, which no stage before it gives.");
            }

            foreach (var layer in stage.Gives.Where(layer => !there.Add(layer)))
            {
                throw new InvalidOperationException($"Stage \"{stage.Name}\" gives {layer}, which is there already.");
            }
        }
    }

    /// <summary>The stages in their order.</summary>
    public IReadOnlyList<Stage<TState, TLayer>> Stages => _stages;

    /// <summary>Runs all stages on a state.</summary>
    /// <param name="state">Holds the given layers; holds all layers afterwards.</param>
    /// <param name="cancellation">Checked before each stage.</param>
    public void Run(TState state, CancellationToken cancellation)
    {
        foreach (var stage in _stages)
        {
            cancellation.ThrowIfCancellationRequested();
            stage.Run(state);
        }
    }
}
