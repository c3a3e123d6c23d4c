namespace OnRecord.Standalone;

/// <summary>Where the process serves, in one line.</summary>
internal static class Addresses
{
    public static string Of(WebApplication app)
    {
        // The first address is the gRPC port, the second that of HTTP/1.1; see the defaults' listeners.
        var (grpc, http) = (app.Urls.First(), app.Urls.ElementAt(1));
        return $"Console {http}, JSON {http}/v1/stories:hot, gRPC {grpc}. Ctrl-C stops it.";
    }
}
