namespace OnRecord.Ingest;

/// <summary>
/// A url reduced to what names the page: the fragment, default ports, and the parameters that only tell where the reader
/// came from are dropped (RFC 3986 section 6.2.2 for the rest).
/// </summary>
public static class CanonicalUrl
{
    /// <summary>Longest url accepted, in UTF-16 units.</summary>
    public const int MaxLength = 2_048;

    // Campaign and click identifiers that publishers and networks append; none of them selects content.
    private static readonly HashSet<string> Trackers = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "mc_cid", "mc_eid",
        "_ga", "_gl", "cmpid", "ncid", "ocid", "sr_share", "smid", "smtyp", "ito", "xtor", "at_medium", "at_campaign", "wt.mc_id",
        "s_cid", "srnd", "mkt_tok", "guccounter", "guce_referrer", "guce_referrer_sig",
    };

    /// <summary>The canonical form of an absolute http(s) url.</summary>
    /// <returns>False when <paramref name="url"/> is not one, is longer than <see cref="MaxLength"/>, or carries a user name.</returns>
    public static bool TryParse(string? url, out Uri canonical)
    {
        canonical = null!;
        if (string.IsNullOrWhiteSpace(url) || url.Length > MaxLength || !Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
        {
            return false;
        }

        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.ToLowerInvariant();
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        canonical = new Uri($"{uri.Scheme}://{host}{port}{uri.AbsolutePath}{WithoutTrackers(uri.Query)}");
        return true;
    }

    /// <summary>The canonical form of a url that is known to have one.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static Uri Of(string url) => TryParse(url, out var canonical) ? canonical : throw new ArgumentException($"\"{url}\" has no canonical form.", nameof(url));

    /// <summary>
    /// The key under which a page is known: like the canonical url but blind to http against https, a leading "www." and a
    /// closing slash, which outlets change without moving the article.
    /// </summary>
    public static string IdentityKey(Uri canonical)
    {
        var authority = canonical.Authority.StartsWith("www.", StringComparison.Ordinal) ? canonical.Authority[4..] : canonical.Authority;
        return $"{authority}{canonical.AbsolutePath.TrimEnd('/')}{canonical.Query}";
    }

    private static string WithoutTrackers(string query)
    {
        if (query.Length <= 1)
        {
            return "";
        }

        var kept = query[1..].Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !IsTracker(pair.AsSpan()));
        var joined = string.Join('&', kept);
        return joined.Length == 0 ? "" : "?" + joined;
    }

    private static bool IsTracker(ReadOnlySpan<char> pair)
    {
        var equals = pair.IndexOf('=');
        var name = equals < 0 ? pair : pair[..equals];
        return name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
            || Trackers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }
}
