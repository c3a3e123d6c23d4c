-- A word like #12 in the index stands for a block of 2,048 article keys: words that stand nearly everywhere are then looked up in
-- the newest blocks alone.
CREATE FUNCTION blocked (article_key BIGINT, lexemes TSVECTOR) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT lexemes || array_to_tsvector(ARRAY['#' || (article_key / 2048)::text]) $$;
DROP INDEX article_lexemes_by_term;
CREATE INDEX article_lexemes_by_term ON article_lexemes USING gin (blocked(article_key, lexemes));

CREATE OR REPLACE FUNCTION matching_articles (query TSQUERY) RETURNS SETOF BIGINT LANGUAGE sql STABLE SET enable_seqscan = off
AS $$ SELECT article_key FROM article_lexemes WHERE blocked(article_key, lexemes) @@ query $$;

-- The newest articles up to a key that a query selects, ascending: as many as wanted, or all there are. "most" says how many
-- there can be. A step looks at a few blocks; when too little is left for many more steps to pay, the last one looks at the whole
-- index. Keys are compared as sums, so that no plan starts from them, and plans are kept: making one takes longer than running it.
CREATE FUNCTION newest_matches (query TSQUERY, last_key BIGINT, wanted INTEGER, most BIGINT) RETURNS BIGINT[] LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    step CONSTANT BIGINT := 4;
    found BIGINT[] := '{}';
    part BIGINT[];
    block BIGINT := last_key / 2048;
    remaining BIGINT := most;
BEGIN
    WHILE block >= 0 AND cardinality(found) < wanted LOOP
        IF remaining <= 2 * (wanted - cardinality(found)) THEN
            SELECT array_agg(article_key ORDER BY article_key) INTO part FROM article_lexemes
            WHERE blocked(article_key, lexemes) @@ query AND article_key + 0 <= last_key AND article_key + 0 < (block + 1) * 2048;
            found := coalesce(part, '{}') || found;
            EXIT;
        END IF;

        SELECT array_agg(article_key ORDER BY article_key) INTO part FROM article_lexemes
        WHERE blocked(article_key, lexemes) @@ (query && (
                SELECT string_agg('''#' || number || '''', '|') FROM generate_series(greatest(block - step + 1, 0), block) number)::tsquery)
            AND article_key + 0 <= last_key;
        found := coalesce(part, '{}') || found;
        block := block - step;
        remaining := cardinality(found) * (block + 1) / (last_key / 2048 - block);
    END LOOP;
    RETURN found[greatest(1, cardinality(found) - wanted + 1):];
END
$$;
