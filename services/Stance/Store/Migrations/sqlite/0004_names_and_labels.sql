-- The names by which the article calls the holder, one a line. Empty on rows of earlier builds, until they are analysed again.
ALTER TABLE positions ADD COLUMN holder_names TEXT NOT NULL DEFAULT '';

-- How likely the label is; 1 on rows of earlier builds.
ALTER TABLE positions ADD COLUMN label_confidence REAL NOT NULL DEFAULT 1;
