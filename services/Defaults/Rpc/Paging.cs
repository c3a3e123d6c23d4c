namespace OnRecord.Defaults;

/// <summary>Cuts what was read into a page. Whoever pages reads one more than the page holds: it tells that another page follows.</summary>
public static class Paging
{
    /// <summary>The items of the page, and the token of the next one, empty on the last.</summary>
    /// <param name="found">What was read: up to one more than <paramref name="limit"/>.</param>
    /// <param name="limit">Items of a page.</param>
    /// <param name="position">Where a page ends that ends with an item.</param>
    /// <param name="filterKey">Names all filters of the request; see <see cref="PageToken.Encode{T}"/>.</param>
    public static (IEnumerable<T> Items, string NextPageToken) Page<T, TPosition>(this IReadOnlyList<T> found, int limit, Func<T, TPosition> position, string filterKey)
        where TPosition : class =>
        (found.Take(limit), found.Count > limit ? PageToken.Encode(position(found[limit - 1]), filterKey) : "");
}
