using System.CommandLine;

namespace OnRecord.Bench;

/// <summary>How much a run of the pipeline is given to do.</summary>
/// <param name="Cold">Articles of the first load.</param>
/// <param name="WarmUp">Articles between the first and the measured load.</param>
/// <param name="Warm">Articles of the measured load.</param>
/// <param name="Rate">Articles per second of the paced load; null for half of what the warm load reaches.</param>
/// <param name="Seconds">Length of the paced load; 0 for none.</param>
/// <param name="TrickleSeconds">Length of the load whose articles come one by one; 0 for none.</param>
/// <param name="Erased">Articles that are erased at the end; 0 for none.</param>
/// <param name="Unanalysed">Articles of the load without analysis, and of the bare loop; 0 for none.</param>
internal sealed record PipelineSizes(int Cold, int WarmUp, int Warm, double? Rate, int Seconds, int TrickleSeconds, int Erased, int Unanalysed)
{
    /// <summary>The options that ask for them.</summary>
    /// <param name="small">Whether the run is one of many.</param>
    public static (IReadOnlyList<Option> Options, Func<ParseResult, PipelineSizes> Read) Ask(bool small)
    {
        var cold = new Option<int>("--cold") { Description = "Articles of the first load.", DefaultValueFactory = _ => 200 };
        var warmUp = new Option<int>("--warm-up") { Description = "Articles between the first and the measured load, until hot code is compiled.", DefaultValueFactory = _ => small ? 500 : 1_300 };
        var warm = new Option<int>("--warm") { Description = "Articles of the measured load.", DefaultValueFactory = _ => small ? 600 : 1_000 };
        var rate = new Option<double?>("--rate") { Description = $"Articles per second of the paced load; half of what the warm load{(small ? " of the base" : "")} reached without." };
        var seconds = new Option<int>("--seconds") { Description = "Length of the paced load.", DefaultValueFactory = _ => 20 };
        var trickle = new Option<int>("--trickle") { Description = "Seconds in which 5 articles a second come one by one.", DefaultValueFactory = _ => 20 };
        var erase = new Option<int>("--erase") { Description = "Articles that are erased at the end; 0 for none.", DefaultValueFactory = _ => small ? 0 : 500 };
        var bare = new Option<int>("--unanalysed") { Description = "Articles of the load without analysis, and of the bare loop; 0 for none.", DefaultValueFactory = _ => small ? 0 : 3_000 };
        return (
            [cold, warmUp, warm, rate, seconds, trickle, erase, bare],
            parse => new PipelineSizes(
                parse.GetValue(cold), parse.GetValue(warmUp), parse.GetValue(warm), parse.GetValue(rate), parse.GetValue(seconds), parse.GetValue(trickle), parse.GetValue(erase),
                parse.GetValue(bare)));
    }
}
