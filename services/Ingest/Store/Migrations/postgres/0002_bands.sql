-- Originals under the bands of their MinHash signature: articles that share a bucket may be copies of one another.
CREATE TABLE bands (
    bucket     bigint NOT NULL,
    article_id uuid   NOT NULL,
    added_at   bigint NOT NULL,
    PRIMARY KEY (bucket, article_id)
);
-- Rows arrive in order of time, so a block index is enough to prune old ones.
CREATE INDEX bands_by_age ON bands USING brin (added_at);
