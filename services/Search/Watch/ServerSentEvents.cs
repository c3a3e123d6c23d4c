using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OnRecord.Search;

/// <summary>
/// WatchStories for browsers (WHATWG HTML, server-sent events): who asks /v1/stories:watch for text/event-stream gets each update as an event
/// whose id is its resume token, so that EventSource goes on by itself where it broke off. Others get JSON, a line an update.
/// </summary>
internal static class ServerSentEvents
{
    private const string Path = "/v1/stories:watch";
    private const string MediaType = "text/event-stream";
    private const string LastEventId = "Last-Event-ID";
    private const string ResumeToken = "resumeToken";

    public static void UseServerSentEvents(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path != Path || !context.Request.Headers.Accept.ToString().Contains(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        if (context.Request.Headers[LastEventId].ToString() is { Length: > 0 } last)
        {
            // A browser repeats the address it began with: where it began is past.
            context.Request.QueryString = QueryString.Create(
                context.Request.Query.Where(parameter => parameter.Key is not (ResumeToken or "resume_token")).Append(new(ResumeToken, last)));
        }

        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode == StatusCodes.Status200OK)
            {
                context.Response.ContentType = MediaType;
                context.Response.Headers.CacheControl = "no-cache";
            }

            return Task.CompletedTask;
        });
        var body = context.Response.Body;
        await using var events = new EventStream(context.Response, body);
        context.Response.Body = events;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }
    });

    /// <summary>Takes JSON, a line an update, and passes it on as events; an error's body as it is.</summary>
    private sealed class EventStream(HttpResponse response, Stream inner) : Stream
    {
        private readonly MemoryStream _line = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (response.StatusCode != StatusCodes.Status200OK)
            {
                await inner.WriteAsync(buffer, cancellationToken);
                return;
            }

            while (buffer.Span.IndexOf((byte)'\n') is var end and >= 0)
            {
                _line.Write(buffer.Span[..end]);
                await SendAsync(cancellationToken);
                buffer = buffer[(end + 1)..];
            }

            _line.Write(buffer.Span);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override ValueTask DisposeAsync()
        {
            _line.Dispose();
            return base.DisposeAsync();
        }

        private async Task SendAsync(CancellationToken cancellation)
        {
            var json = _line.ToArray();
            _line.SetLength(0);
            if (json.Length == 0)
            {
                return;
            }

            using (var update = JsonDocument.Parse(json))
            {
                if (update.RootElement.TryGetProperty(ResumeToken, out var token) && token.GetString() is { Length: > 0 } id)
                {
                    await inner.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"id: {id}\n"), cancellation);
                }
            }

            await inner.WriteAsync("data: "u8.ToArray(), cancellation);
            await inner.WriteAsync(json, cancellation);
            await inner.WriteAsync("\n\n"u8.ToArray(), cancellation);
            await inner.FlushAsync(cancellation);
        }
    }
}
