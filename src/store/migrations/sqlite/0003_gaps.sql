-- Questions that got no answer, by their words and the day (since 1970-01-01), where a server wants them counted.
ALTER TABLE settings ADD COLUMN gaps BIGINT NOT NULL DEFAULT 0;

CREATE TABLE gaps (
    guild  BIGINT NOT NULL,
    words  TEXT NOT NULL,
    day    BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (guild, words, day)
);
CREATE INDEX gaps_by_day ON gaps (day);
