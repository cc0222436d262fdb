-- Figures that channels watch, with what each said last.
CREATE TABLE watches (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    guild      BIGINT NOT NULL,
    channel    BIGINT NOT NULL,
    metric     TEXT NOT NULL,
    entity     TEXT NOT NULL,
    figure     TEXT NOT NULL,
    shown      TEXT NOT NULL,
    turn       BIGINT NOT NULL DEFAULT 0,
    author     BIGINT,
    created_ms BIGINT NOT NULL,
    UNIQUE (guild, channel, metric, entity)
);
