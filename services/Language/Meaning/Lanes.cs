using System.Runtime.Intrinsics;

namespace OnRecord.Language.Meaning;

/// <summary>Over the lanes of a vector, always in the same order, so that every machine gets the same bits.</summary>
internal static class Lanes
{
    public static float Sum(Vector512<float> vector)
    {
        var eight = vector.GetLower() + vector.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[1] + (four[2] + four[3]);
    }

    public static float Max(Vector512<float> vector)
    {
        var eight = Vector256.MaxNative(vector.GetLower(), vector.GetUpper());
        var four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
    }
}
