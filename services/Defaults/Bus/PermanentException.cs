namespace OnRecord.Defaults;

/// <summary>Thrown by a consumer for a message that no retry can help: it goes to the endpoint's error queue at once.</summary>
public sealed class PermanentException : Exception
{
    /// <param name="message">The reason, as it will stand with the dead letter.</param>
    public PermanentException(string message)
        : base(message)
    {
    }

    /// <param name="message">The reason, as it will stand with the dead letter.</param>
    /// <param name="innerException">The cause.</param>
    public PermanentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one without a reason; serialisers ask for it.</summary>
    public PermanentException()
    {
    }
}
