CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

CREATE TABLE jobs (
    id              INTEGER PRIMARY KEY,
    type            TEXT,
    method          TEXT,
    parameter_types TEXT,
    arguments       TEXT,
    queue           TEXT,
    parameters      TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    expire_at       INTEGER,
    state           TEXT,
    state_number    INTEGER,
    state_at        INTEGER
);
-- Waiting jobs are listed by their queue, so the commonest change of state pays for no entry here.
CREATE INDEX jobs_by_state ON jobs (state, state_at, id) WHERE state <> 'Enqueued';
CREATE INDEX jobs_by_expiry ON jobs (expire_at) WHERE expire_at IS NOT NULL;

CREATE TABLE states (
    job_id     INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    reason     TEXT,
    created_at INTEGER NOT NULL,
    data       TEXT NOT NULL,
    PRIMARY KEY (job_id, number)
) WITHOUT ROWID;

CREATE TABLE queued (
    id         INTEGER PRIMARY KEY,
    queue      TEXT NOT NULL,
    job_id     INTEGER NOT NULL,
    owner      INTEGER,
    fence      INTEGER,
    fetched_at INTEGER
);
CREATE INDEX queued_waiting ON queued (queue, id) WHERE owner IS NULL;
CREATE INDEX queued_fetched ON queued (owner) WHERE owner IS NOT NULL;

CREATE TABLE processes (
    owner      INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    started_at INTEGER NOT NULL
);

CREATE TABLE servers (
    id           TEXT NOT NULL PRIMARY KEY,
    workers      INTEGER NOT NULL,
    queues       TEXT NOT NULL,
    started_at   INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sets (
    id    INTEGER PRIMARY KEY,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    score REAL NOT NULL,
    UNIQUE (key, value)
);
CREATE INDEX sets_by_score ON sets (key, score);

CREATE TABLE hashes (
    key   TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    PRIMARY KEY (key, field)
) WITHOUT ROWID;

CREATE TABLE lists (
    id    INTEGER PRIMARY KEY,
    key   TEXT NOT NULL,
    value TEXT
);
CREATE INDEX lists_by_key ON lists (key, id);

CREATE TABLE counters (
    key       TEXT NOT NULL PRIMARY KEY,
    value     INTEGER NOT NULL,
    expire_at INTEGER
) WITHOUT ROWID;
CREATE INDEX counters_by_expiry ON counters (expire_at) WHERE expire_at IS NOT NULL;

-- A set, hash or list expires as a whole.
CREATE TABLE expirations (
    kind      TEXT NOT NULL,
    key       TEXT NOT NULL,
    expire_at INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX expirations_by_time ON expirations (expire_at);
