namespace OnRecord.Language;

/// <summary>A step of an analysis, which says what it needs and gives.</summary>
/// <typeparam name="TState">What the steps of the analysis work on.</typeparam>
/// <typeparam name="TLayer">Names of what they find out: tokens, trees, names …</typeparam>
/// <param name="Name">Tells it from the others, in messages.</param>
/// <param name="Needs">Layers that must be there before it runs.</param>
/// <param name="Gives">Layers that are there after it.</param>
/// <param name="Run">Reads what it needs in the state and puts there what it gives.</param>
public sealed record Stage<TState, TLayer>(string Name, IReadOnlyList<TLayer> Needs, IReadOnlyList<TLayer> Gives, Action<TState> Run)
    where TLayer : struct, Enum;
