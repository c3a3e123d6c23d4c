-- What a local entity turned out to be, once no article names it any more: its id leads on, and the row tells since when and by which article.
CREATE TABLE successors (
    entity_id      text COLLATE "C" PRIMARY KEY,
    into_entity_id text COLLATE "C" NOT NULL,
    into_name      text NOT NULL,
    into_type      integer NOT NULL,
    article_id     uuid NOT NULL,
    found_at       bigint NOT NULL
);
