-- Originals under the bands of their MinHash signature: articles that share a bucket may be copies of one another.
CREATE TABLE bands (
    bucket     INTEGER NOT NULL,
    article_id TEXT    NOT NULL,
    added_at   INTEGER NOT NULL,
    PRIMARY KEY (bucket, article_id)
) WITHOUT ROWID;
