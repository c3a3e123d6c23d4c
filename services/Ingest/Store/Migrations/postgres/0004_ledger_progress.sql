ALTER TABLE outbox ADD COLUMN published_at bigint NULL;

-- How far the pipeline has come: a long queue is no loss, and publishing it again would only make it longer.
CREATE TABLE ledger_progress (
    id                 smallint NOT NULL PRIMARY KEY,
    closed_at          bigint   NOT NULL,
    newest_publication bigint   NOT NULL
);
INSERT INTO ledger_progress (id, closed_at, newest_publication) VALUES (1, 0, 0);
