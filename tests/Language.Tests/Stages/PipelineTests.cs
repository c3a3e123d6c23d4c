namespace OnRecord.Language.Tests.Stages;

/// <summary>A pipeline that cannot run is not built.</summary>
public sealed class PipelineTests
{
    private enum Layer
    {
        Flour,
        Dough,
        Bread,
    }

    private static readonly Stage<List<string>, Layer> Knead = new("knead", [Layer.Flour], [Layer.Dough], done => done.Add("kneaded"));
    private static readonly Stage<List<string>, Layer> Bake = new("bake", [Layer.Dough], [Layer.Bread], done => done.Add("baked"));

    [Fact]
    public void Stages_run_in_their_order()
    {
        var done = new List<string>();

        new Pipeline<List<string>, Layer>([Layer.Flour], Knead, Bake).Run(done, CancellationToken.None);

        Assert.Equal(["kneaded", "baked"], done);
    }

    [Fact]
    public void A_stage_before_what_it_needs_is_refused() => Assert.Equal(
        "Stage \"bake\" needs Dough, which no stage before it gives.",
        Assert.Throws<InvalidOperationException>(() => new Pipeline<List<string>, Layer>([Layer.Flour], Bake, Knead)).Message);

    [Fact]
    public void A_layer_is_given_once() => Assert.Equal(
        "Stage \"knead\" gives Dough, which is there already.",
        Assert.Throws<InvalidOperationException>(() => new Pipeline<List<string>, Layer>([Layer.Flour], Knead, Knead)).Message);

    [Fact]
    public void A_cancelled_run_stops_before_the_next_stage()
    {
        using var source = new CancellationTokenSource();
        var done = new List<string>();
        var stop = new Stage<List<string>, Layer>("stop", [], [], _ => source.Cancel());

        Assert.Throws<OperationCanceledException>(() => new Pipeline<List<string>, Layer>([Layer.Flour], Knead, stop, Bake).Run(done, source.Token));
        Assert.Equal(["kneaded"], done);
    }

    [Fact]
    public void The_stages_of_the_engine_are_those_that_its_page_names() => Assert.Equal(
        ["segment", "parse", "tag names", "join nicknames", "resolve coreference"], LanguageEngine.Default.Stages);
}
