-- Times are milliseconds since 1970-01-01 UTC; ids of servers, channels, messages and people are Discord's.

CREATE TABLE settings (
    guild      BIGINT NOT NULL PRIMARY KEY,
    language   TEXT,
    mentions   TEXT NOT NULL,
    visibility TEXT,
    reporting  TEXT,
    notices    BIGINT,
    changed_ms BIGINT NOT NULL
);

CREATE TABLE mention_channels (
    guild   BIGINT NOT NULL REFERENCES settings (guild) ON DELETE CASCADE,
    channel BIGINT NOT NULL,
    PRIMARY KEY (guild, channel)
);

CREATE TABLE templates (
    guild      BIGINT NOT NULL,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,
    author     BIGINT,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY (guild, name)
);

CREATE TABLE schedules (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    guild            BIGINT NOT NULL,
    template         TEXT NOT NULL,
    place            TEXT NOT NULL,
    recurrence       TEXT NOT NULL,
    zone             TEXT NOT NULL,
    language         TEXT,
    author           BIGINT,
    next_due_ms      BIGINT NOT NULL,
    paused           TEXT,
    failures         BIGINT NOT NULL DEFAULT 0,
    last_run_ms      BIGINT,
    claimed_by       TEXT,
    claimed_until_ms BIGINT,
    created_ms       BIGINT NOT NULL
);
CREATE INDEX schedules_by_guild ON schedules (guild);
CREATE INDEX schedules_by_due ON schedules (next_due_ms) WHERE paused IS NULL;

-- The ledger: what was posted, or is about to be. A row is written before anything is sent.
CREATE TABLE posts (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    guild            BIGINT NOT NULL,
    brief            TEXT NOT NULL,
    period           TEXT NOT NULL,
    template         TEXT NOT NULL,
    schedule         BIGINT,
    author           BIGINT,
    place            TEXT NOT NULL,
    title            TEXT NOT NULL,
    state            TEXT NOT NULL,
    fell_back        BIGINT NOT NULL DEFAULT 0,
    thread           BIGINT,
    thread_tried_ms  BIGINT,
    reason           TEXT,
    attempts         BIGINT NOT NULL DEFAULT 0,
    not_before_ms    BIGINT NOT NULL,
    claimed_by       TEXT,
    claimed_until_ms BIGINT,
    planned_ms       BIGINT NOT NULL,
    ended_ms         BIGINT,
    UNIQUE (guild, brief, period)
);
CREATE INDEX posts_by_template ON posts (guild, template, planned_ms);
CREATE INDEX posts_open ON posts (not_before_ms) WHERE state IN ('planned', 'posting');

CREATE TABLE post_parts (
    post     BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    nonce    TEXT NOT NULL UNIQUE,
    body     TEXT NOT NULL,
    tried_ms BIGINT,
    message  BIGINT,
    PRIMARY KEY (post, position)
);
CREATE INDEX post_parts_by_message ON post_parts (message);

CREATE TABLE post_files (
    post        BIGINT NOT NULL,
    position    BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    bytes       BLOB NOT NULL,
    PRIMARY KEY (post, position, number),
    FOREIGN KEY (post, position) REFERENCES post_parts (post, position) ON DELETE CASCADE
);

CREATE TABLE post_figures (
    post     BIGINT NOT NULL,
    position BIGINT NOT NULL,
    figure   TEXT NOT NULL,
    shown    TEXT NOT NULL,
    PRIMARY KEY (post, position, figure),
    FOREIGN KEY (post, position) REFERENCES post_parts (post, position) ON DELETE CASCADE
);
CREATE INDEX post_figures_by_figure ON post_figures (figure);

CREATE TABLE notices (
    guild   BIGINT NOT NULL,
    cause   TEXT NOT NULL,
    sent_ms BIGINT NOT NULL,
    PRIMARY KEY (guild, cause)
);
