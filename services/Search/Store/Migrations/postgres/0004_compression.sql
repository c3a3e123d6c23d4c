-- Compressing texts is a good part of what a bulk load costs the server; lz4 is several times faster at it than the default.
ALTER TABLE article_content ALTER COLUMN text SET COMPRESSION lz4;
ALTER TABLE article_terms ALTER COLUMN terms SET COMPRESSION lz4;
ALTER TABLE story_member ALTER COLUMN vector SET COMPRESSION lz4;
