using Grpc.Core;

namespace OnRecord.Web.Parts;

/// <summary>What a service answered.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Value">The answer; null when the call failed.</param>
/// <param name="Fault">Why the call failed, in words; null when it did not.</param>
/// <param name="HttpStatus">The status of a page that shows it.</param>
public sealed record Answer<T>(T? Value, string? Fault, int HttpStatus = StatusCodes.Status200OK)
    where T : class;

/// <summary>Makes answers.</summary>
public static class Answers
{
    /// <summary>Awaits a call and keeps what it gave, or the fault in words. Throws what is no <see cref="RpcException"/>.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="call">The call.</param>
    public static async Task<Answer<T>> OfAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return new Answer<T>(await call, null);
        }
        catch (RpcException fault)
        {
            return new Answer<T>(null, Words.Of(fault), fault.StatusCode switch
            {
                StatusCode.NotFound => StatusCodes.Status404NotFound,
                StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status503ServiceUnavailable,
            });
        }
    }
}
