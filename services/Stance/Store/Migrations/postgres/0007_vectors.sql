-- The vectors of an article in one value that never changes: in the rows of positions, each of which is written anew when its claim is found,
-- they took more room than anything else. Rows of earlier builds keep theirs.
CREATE TABLE article_vectors (
    article_id    uuid    NOT NULL PRIMARY KEY,
    revision      integer NOT NULL,
    model_version text    NOT NULL,
    vectors       bytea   NOT NULL
);
ALTER TABLE article_vectors ALTER COLUMN vectors SET STORAGE EXTERNAL;

-- How many sentences of the article portray the entity so; the row tells the first one. An earlier build counts the row once.
ALTER TABLE portrayals ADD COLUMN occurrences integer NOT NULL DEFAULT 1;
