-- Texts in a table of their own: a change of an article's story writes a new row version, and with the words in it the index of all words
-- took each of them once more. Articles that are not analysed have no row here.
CREATE TABLE article_texts (
    article_id uuid NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
    text       text NOT NULL,
    words      tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED
);
-- Compressing is most of what storing a text costs; lz4 is several times faster at it than the default.
ALTER TABLE article_texts ALTER COLUMN text SET COMPRESSION lz4;
ALTER TABLE article_texts ALTER COLUMN words SET COMPRESSION lz4;
INSERT INTO article_texts (article_id, text) SELECT article_id, text FROM articles WHERE text <> '';
CREATE INDEX article_texts_words ON article_texts USING gin (words);
ALTER TABLE articles DROP COLUMN words;
ALTER TABLE articles DROP COLUMN text;

-- Each position gets its claim soon after it was inserted: with room on the page that leaves the indexes alone.
ALTER TABLE positions SET (fillfactor = 60);
ALTER TABLE articles SET (fillfactor = 80);
ALTER TABLE stories SET (fillfactor = 50);
