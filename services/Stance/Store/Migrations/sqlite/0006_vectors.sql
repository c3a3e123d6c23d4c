-- The vectors of an article in one value that never changes. Rows of earlier builds keep theirs.
CREATE TABLE article_vectors (
    article_id    TEXT    NOT NULL PRIMARY KEY,
    revision      INTEGER NOT NULL,
    model_version TEXT    NOT NULL,
    vectors       BLOB    NOT NULL
);

-- How many sentences of the article portray the entity so; the row tells the first one. An earlier build counts the row once.
ALTER TABLE portrayals ADD COLUMN occurrences INTEGER NOT NULL DEFAULT 1;
