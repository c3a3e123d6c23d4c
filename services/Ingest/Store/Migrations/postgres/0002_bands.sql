-- Originals under the bands of their MinHash signature: articles that share a bucket may be copies of one another. A replica adds
-- entries only in its turn, having just read the bucket, so no unique index has to refuse a second one: that halves the cost of
-- the most frequent insert there is.
CREATE TABLE bands (
    bucket     bigint NOT NULL,
    article_id uuid   NOT NULL,
    added_at   bigint NOT NULL
);
CREATE INDEX bands_by_bucket ON bands (bucket);
-- Rows arrive in order of time, so a block index is enough to prune old ones.
CREATE INDEX bands_by_age ON bands USING brin (added_at);
