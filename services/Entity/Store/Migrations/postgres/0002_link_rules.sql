-- What decided a link (LinkRule); 0 on rows of earlier builds.
ALTER TABLE mentions ADD COLUMN link_rule smallint NOT NULL DEFAULT 0;
