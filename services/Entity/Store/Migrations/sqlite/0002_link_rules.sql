-- What decided a link (LinkRule); 0 on rows of earlier builds.
ALTER TABLE mentions ADD COLUMN link_rule INTEGER NOT NULL DEFAULT 0;
