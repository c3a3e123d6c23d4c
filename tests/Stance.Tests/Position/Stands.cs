using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances.Tests.Position;

/// <summary>Positions of a text by the models that ship with the services.</summary>
internal static class Stands
{
    public static IReadOnlyList<Stances.Position> Of(string text) =>
        StanceAnalyzer.Default.Analyze(LanguageEngine.Default.Analyze(text)).Positions;

    /// <summary>Who stands where; unnamed holders by their description.</summary>
    public static List<(string Holder, StanceLabel Stance)> In(string text) =>
        [.. Of(text).Select(position => (position.Holder.Name, position.Stance))];
}
