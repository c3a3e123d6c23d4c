namespace OnRecord.Defaults;

/// <summary>The process cannot start, and whoever starts it can do something about it: the message is all they need.</summary>
/// <param name="message">One line: which key or thing, what is wrong, what to do.</param>
public sealed class StartException(string message) : Exception(message);
