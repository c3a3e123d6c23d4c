using OnRecord.Language.Names;

namespace OnRecord.Language.Tests.Names;

public class NameChainTests
{
    private static readonly float[] NoPreference = new float[NameTag.Count * NameTag.Count];

    [Fact]
    public void A_name_that_is_begun_is_carried_to_its_last_word()
    {
        // The second word prefers to be inside a person; a sentence cannot end there.
        var emissions = new float[2 * NameTag.Names];
        emissions[NameTag.Of(NameType.Person, NameTag.Begin)] = 5;
        emissions[NameTag.Names + NameTag.Of(NameType.Person, NameTag.Inside)] = 3;
        var tags = new byte[2];

        new NameChain(NoPreference).FindBest(emissions, tags, new NameChain.Workspace());

        Assert.Equal(
            [NameTag.Of(NameType.Person, NameTag.Begin), NameTag.Of(NameType.Person, NameTag.Last)],
            tags.Select(tag => (int)tag));
    }

    [Fact]
    public void Marginals_and_the_total_agree_with_the_sum_over_all_sequences()
    {
        var random = new Random(1);
        var transitions = Enumerable.Range(0, NoPreference.Length).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var emissions = Enumerable.Range(0, 3 * NameTag.Names).Select(_ => (random.NextSingle() * 4) - 2).ToArray();
        var workspace = new NameChain.Workspace();

        var total = new NameChain(transitions).FindMarginals(emissions, 3, workspace);

        var (sum, marginals) = Enumerate(transitions, emissions);
        Assert.Equal(Math.Log(sum), total, 3);
        for (var i = 0; i < 3; i++)
        {
            for (var tag = 0; tag < NameTag.Count; tag++)
            {
                Assert.Equal(marginals[i, tag] / sum, workspace.Marginals[(i * NameChain.Stride) + tag], 3);
            }
        }
    }

    private static (double Sum, double[,] Marginals) Enumerate(float[] transitions, float[] emissions)
    {
        var marginals = new double[3, NameTag.Count];
        var sum = 0.0;
        for (var a = 0; a < NameTag.Count; a++)
        {
            for (var b = 0; b < NameTag.Count; b++)
            {
                for (var c = 0; c < NameTag.Count; c++)
                {
                    if (!NameTag.CanStart(a) || !NameTag.CanEnd(c) || !NameTag.CanFollow(a, b) || !NameTag.CanFollow(b, c))
                    {
                        continue;
                    }

                    var score = Emission(0, a) + Emission(1, b) + Emission(2, c)
                        + transitions[(a * NameTag.Count) + b] + transitions[(b * NameTag.Count) + c];
                    var weight = Math.Exp(score);
                    sum += weight;
                    marginals[0, a] += weight;
                    marginals[1, b] += weight;
                    marginals[2, c] += weight;
                }
            }
        }

        return (sum, marginals);

        float Emission(int token, int tag) => tag == NameTag.None ? 0 : emissions[(token * NameTag.Names) + tag];
    }
}
