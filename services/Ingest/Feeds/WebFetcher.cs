using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace OnRecord.Ingest;

/// <summary>A fetch that did not give a body, with a reason for people.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="status">HTTP status, where there was one.</param>
/// <param name="retryAfter">How long the host asks to be left alone.</param>
/// <param name="inner">What it came from.</param>
public sealed class FetchException(string message, int? status = null, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>HTTP status, where there was one.</summary>
    public int? Status { get; } = status;

    /// <summary>How long the host asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>A fetched body, or word that it has not changed.</summary>
/// <param name="Url">Where it came from after redirects.</param>
/// <param name="Body">Decompressed bytes; null when the server says that nothing has changed.</param>
/// <param name="Charset">As the Content-Type header names it.</param>
/// <param name="ETag">Validator for the next conditional request.</param>
/// <param name="LastModified">Validator for the next conditional request.</param>
/// <param name="MovedTo">Where the document has moved to for good (status 301 or 308, unbroken from the first request on); null where it has not.</param>
public sealed record Fetched(Uri Url, byte[]? Body, string? Charset, string? ETag, string? LastModified, Uri? MovedTo = null)
{
    /// <summary>The hub that a Link header names (WebSub, section 4), absolute, or empty.</summary>
    public string Hub { get; init; } = "";
}

/// <summary>
/// Gets a document from the open web within limits of time, size and redirects, and from allowed addresses only. Sends no cookies
/// and uses no proxy, which would resolve names out of the guard's sight.
/// </summary>
public sealed partial class WebFetcher : IDisposable
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private static readonly byte[] GzipMagic = [0x1F, 0x8B, 0x08];

    private readonly FeedOptions _options;
    private readonly AddressGuard _guard;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public WebFetcher(IOptions<FeedOptions> options, AddressGuard guard, TimeProvider clock)
    {
        _options = options.Value;
        _guard = guard;
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = guard.ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(_options.FetchSeconds),
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,      // the token of each fetch counts, redirects and body included
        };
    }

    /// <summary>Fetches a document, following redirects.</summary>
    /// <exception cref="FetchException">Status, size, time, address or redirects were not as they must be.</exception>
    public async Task<Fetched> GetAsync(Uri url, string accept, string? etag, string? lastModified, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(_options.FetchSeconds));
        try
        {
            return await FollowAsync(url, accept, etag, lastModified, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FetchException($"No full answer within {_options.FetchSeconds} s.");
        }
        catch (HttpRequestException fault)
        {
            throw fault.InnerException as FetchException ?? new FetchException(fault.Message, inner: fault);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw new FetchException($"The answer broke off or was damaged: {fault.Message}", inner: fault);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<Fetched> FollowAsync(Uri url, string accept, string? etag, string? lastModified, CancellationToken cancellation)
    {
        Uri? movedTo = null;
        var forGood = true;
        for (var redirects = 0; redirects <= _options.MaxRedirects; redirects++)
        {
            RequireAllowed(url);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            switch (response.StatusCode)
            {
                case HttpStatusCode.NotModified:
                    return new Fetched(url, null, null, etag, lastModified, movedTo);
                case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                    or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect when response.Headers.Location is { } target:
                    url = new Uri(url, target);
                    forGood &= response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
                    movedTo = forGood ? url : movedTo;
                    continue;
                case HttpStatusCode.OK:
                    var body = await ReadAsync(response.Content, cancellation);
                    return new Fetched(
                        url, body, response.Content.Headers.ContentType?.CharSet?.Trim('"'),
                        Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"), movedTo)
                    {
                        Hub = Hub(response.Headers, url),
                    };
                default:
                    throw new FetchException(
                        $"HTTP {(int)response.StatusCode}.", (int)response.StatusCode, RetryAfter(response.Headers.RetryAfter));
            }
        }

        throw new FetchException($"More than {_options.MaxRedirects} redirects.");
    }

    private void RequireAllowed(Uri url)
    {
        if ((url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.UserInfo.Length > 0 || !_guard.MayAllow(url))
        {
            throw new FetchException($"{url.GetLeftPart(UriPartial.Authority)} may not be fetched from.");
        }
    }

    /// <summary>Reads the decompressed body and stops at the limit, however little was sent to make that much.</summary>
    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var body = await ReadAsync(stream, cancellation);
        if (!body.AsSpan().StartsWith(GzipMagic))
        {
            return body;
        }

        // A compressed file, as sitemaps are: what it unpacks to counts.
        await using var packed = new GZipStream(new MemoryStream(body, writable: false), CompressionMode.Decompress);
        return await ReadAsync(packed, cancellation);
    }

    private async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1_024);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                if (body.Length + read > _options.MaxBodyBytes)
                {
                    throw new FetchException($"The body is larger than {_options.MaxBodyBytes} bytes.");
                }

                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.ToArray();
    }

    private static string Hub(HttpResponseHeaders headers, Uri url) =>
        headers.NonValidated.TryGetValues("Link", out var links) && HubLink().Match(links.ToString()) is { Success: true } link
        && Uri.TryCreate(url, link.Groups["url"].Value.Trim(), out var hub) && CanonicalUrl.TryParse(hub.AbsoluteUri, out _) ? hub.AbsoluteUri : "";

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - _clock.GetUtcNow());
        return wait is null || wait <= TimeSpan.Zero ? null : wait > LongestRetryAfter ? LongestRetryAfter : wait;
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= 500 } value ? value : null;

    [GeneratedRegex("""<(?<url>[^<>]+)>(\s*;\s*(?!rel\s*=)[\w*-]+\s*(=\s*("[^"]*"|[^\s",;<>]+))?)*\s*;\s*rel\s*=\s*("([^"]*\s)?hub(\s[^"]*)?"|hub(?=[\s,;]|$))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HubLink();
}
