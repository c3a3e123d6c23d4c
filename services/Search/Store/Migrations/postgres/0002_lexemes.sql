-- Full text in a table of its own, whose rows are a few bytes: selecting visits every matching row, and only its key is wanted.
CREATE TABLE article_lexemes (
    article_key BIGINT PRIMARY KEY REFERENCES article (article_key) ON DELETE CASCADE,
    lexemes TSVECTOR NOT NULL
);
ALTER TABLE article_lexemes ALTER COLUMN lexemes SET STORAGE EXTERNAL;
INSERT INTO article_lexemes SELECT article_key, lexemes FROM article_terms;
CREATE INDEX article_lexemes_by_term ON article_lexemes USING gin (lexemes);
ALTER TABLE article_terms DROP COLUMN lexemes;

-- The planner does not know that a row without its lexemes is cheap and with them dear, and may walk the table in the order of the
-- limit, reading the lexemes of each row. A function with a setting is planned by itself: always through the index.
CREATE FUNCTION matching_articles (query TSQUERY) RETURNS SETOF BIGINT LANGUAGE sql STABLE SET enable_seqscan = off
AS $$ SELECT article_key FROM article_lexemes WHERE lexemes @@ query $$;
