-- A negated statement as it was made, where that is all that makes it a denial. Empty on rows of earlier builds, until they are analysed again.
ALTER TABLE positions ADD COLUMN stated TEXT NOT NULL DEFAULT '';
