namespace OnRecord.Standalone;

/// <summary>Where the process serves, in one line.</summary>
internal static class Addresses
{
    public static string Of(WebApplication app)
    {
        // The first address is the gRPC port; see the defaults' listeners.
        var (grpc, http) = (app.Urls.First(), app.Urls.Last());
        return $"Console {http}, JSON {http}/v1/stories:hot, gRPC {grpc}. Ctrl-C stops it.";
    }
}
