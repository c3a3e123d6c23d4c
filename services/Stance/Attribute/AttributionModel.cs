using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>The attribution model: a chain and a network tag cues together, another chain labels source and content given a cue.</summary>
/// <param name="Version">Changes with each training.</param>
/// <param name="Cues">Labels of <see cref="CueLabel"/>.</param>
/// <param name="Network">Labels of <see cref="CueLabel"/> too.</param>
/// <param name="NetworkShare">Weight of the network in the mean of both.</param>
/// <param name="CueThreshold">A token belongs to a cue when its probability to do so is at least this.</param>
/// <param name="Spans">Labels of <see cref="SpanLabel"/>.</param>
internal sealed record AttributionModel(
    string Version, LinearChain Cues, CueNetwork Network, float NetworkShare, float CueThreshold, LinearChain Spans)
{
    /// <summary>File name in the language.</summary>
    public const string FileName = "attribution.model";

    private static readonly Lazy<AttributionModel> Shared = new(Load);

    /// <summary>The model that ships with the service.</summary>
    public static AttributionModel Default => Shared.Value;

    public static AttributionModel Read(ModelFile file)
    {
        using var reader = new BinaryReader(file.Stream());
        return new AttributionModel(
            reader.ReadString(), LinearChain.Read(reader), CueNetwork.Read(reader), reader.ReadSingle(), reader.ReadSingle(),
            LinearChain.Read(reader));
    }

    public ModelFile ToFile() => ModelFile.Of(stream =>
    {
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        Cues.Write(writer);
        Network.Write(writer);
        writer.Write(NetworkShare);
        writer.Write(CueThreshold);
        Spans.Write(writer);
    });

    private static AttributionModel Load() => Read(ModelFile.OpenEmbedded(FileName));
}

/// <summary>Labels of the cue tagger.</summary>
internal enum CueLabel : byte
{
    Outside,
    Begin,
    Inside,
}

/// <summary>Labels of the span labeller.</summary>
internal enum SpanLabel : byte
{
    Outside,
    SourceBegin,
    SourceInside,
    ContentBegin,
    ContentInside,
}
