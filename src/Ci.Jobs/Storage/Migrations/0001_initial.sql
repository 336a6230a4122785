-- Instants are UTC Unix milliseconds, enums and JSON are text, so that the same schema serves PostgreSQL later.

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE secrets (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL,
  version    INTEGER NOT NULL,
  sealed     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER,
  UNIQUE (name, version)
);

CREATE TABLE users (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  role          TEXT NOT NULL,
  stamp         TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  last_seen_at  INTEGER
);

CREATE TABLE tokens (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL,
  hash         TEXT NOT NULL UNIQUE,
  role         TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL,
  expires_at   INTEGER,
  last_used_at INTEGER,
  revoked_at   INTEGER
);

CREATE TABLE activities (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT,
  source  TEXT
);

CREATE TABLE projects (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  name           TEXT NOT NULL UNIQUE,
  repository_url TEXT NOT NULL,
  branch         TEXT NOT NULL,
  settings       TEXT NOT NULL,
  subnet         INTEGER UNIQUE,
  created_at     INTEGER NOT NULL,
  created_by     TEXT NOT NULL,
  deleting_at    INTEGER,
  deleting_by    TEXT,
  looked_at      INTEGER,
  look_problem   TEXT,
  job_storage    TEXT,
  job_id         TEXT
);

-- A call is the same one when its address and the id its sender gave it are. One that was not proven has no id, so it cannot take the
-- place of a real one.
CREATE TABLE deliveries (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  provider             TEXT NOT NULL,
  address              TEXT NOT NULL,
  provider_delivery_id TEXT,
  event                TEXT NOT NULL,
  actor                TEXT NOT NULL,
  repository           TEXT,
  ref                  TEXT,
  commit_hash          TEXT,
  pushes               TEXT NOT NULL,
  source               TEXT,
  proof                TEXT NOT NULL,
  headers              TEXT NOT NULL,
  body                 BLOB,
  body_size            INTEGER NOT NULL,
  verdict              TEXT NOT NULL,
  reason               TEXT NOT NULL,
  status               INTEGER NOT NULL,
  received_at          INTEGER NOT NULL,
  replayed_at          INTEGER,
  replayed_by          TEXT,
  UNIQUE (provider, address, provider_delivery_id)
);
CREATE INDEX deliveries_by_verdict ON deliveries (verdict, id);

CREATE TABLE redeliveries (
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  at          INTEGER NOT NULL,
  source      TEXT
);
CREATE INDEX redeliveries_by_delivery ON redeliveries (delivery_id);

CREATE TABLE builds (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id     INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  environment    TEXT NOT NULL,
  number         INTEGER NOT NULL,
  delivery_id    INTEGER REFERENCES deliveries (id) ON DELETE SET NULL,
  trigger        TEXT NOT NULL,
  actor          TEXT NOT NULL,
  branch         TEXT NOT NULL,
  ref            TEXT NOT NULL,
  deploys        INTEGER NOT NULL,
  request_key    TEXT,
  -- Where the ref stood before the push.
  before_hash    TEXT,
  commit_hash    TEXT,
  commit_message TEXT,
  commit_author  TEXT,
  settings       TEXT NOT NULL,
  -- Where the commit's configuration was laid over them.
  project_settings TEXT,
  state          TEXT NOT NULL,
  steps          TEXT NOT NULL DEFAULT '[]',
  reason         TEXT,
  next_action    TEXT,
  exit_code      INTEGER,
  queued_at      INTEGER NOT NULL,
  started_at     INTEGER,
  finished_at    INTEGER,
  canceled_by    TEXT,
  owner          TEXT,
  fence          INTEGER NOT NULL DEFAULT 0,
  attempts       INTEGER NOT NULL DEFAULT 0,
  job_storage    TEXT,
  job_id         TEXT,
  UNIQUE (project_id, number)
);
CREATE UNIQUE INDEX builds_one_running ON builds (project_id, environment) WHERE state = 'Running';
CREATE UNIQUE INDEX builds_one_per_delivery ON builds (project_id, delivery_id, ref) WHERE delivery_id IS NOT NULL;
CREATE UNIQUE INDEX builds_one_per_request ON builds (project_id, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX builds_by_delivery ON builds (delivery_id);
CREATE INDEX builds_by_ref ON builds (project_id, ref, number);
CREATE INDEX builds_open ON builds (state) WHERE state IN ('Queued', 'Running');

CREATE TABLE verdicts (
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  project_id  INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  ref         TEXT NOT NULL,
  commit_hash TEXT,
  verdict     TEXT NOT NULL,
  reason      TEXT NOT NULL,
  trace       TEXT NOT NULL,
  build_id    INTEGER REFERENCES builds (id) ON DELETE SET NULL,
  judged_at   INTEGER NOT NULL,
  PRIMARY KEY (delivery_id, project_id, ref)
);
CREATE INDEX verdicts_by_commit ON verdicts (project_id, ref, commit_hash);
CREATE INDEX verdicts_offered ON verdicts (project_id, ref) WHERE verdict = 'Offered';
CREATE INDEX verdicts_by_build ON verdicts (build_id);

-- Where the refs of a project's repository stood when it was last looked at.
CREATE TABLE heads (
  project_id  INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  ref         TEXT NOT NULL,
  commit_hash TEXT NOT NULL,
  PRIMARY KEY (project_id, ref)
) WITHOUT ROWID;

CREATE TABLE releases (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id  INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  build_id    INTEGER NOT NULL UNIQUE REFERENCES builds (id) ON DELETE CASCADE,
  image_id    TEXT NOT NULL,
  image_tag   TEXT NOT NULL,
  digest      TEXT,
  settings    TEXT NOT NULL,
  processes   TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  UNIQUE (project_id, number)
);

CREATE TABLE deployments (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id           INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  environment          TEXT NOT NULL,
  number               INTEGER NOT NULL,
  release_id           INTEGER NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
  kind                 TEXT NOT NULL,
  actor                TEXT NOT NULL,
  state                TEXT NOT NULL,
  steps                TEXT NOT NULL DEFAULT '[]',
  slot                 TEXT,
  container            TEXT,
  host                 TEXT,
  port                 INTEGER,
  previous_id          INTEGER REFERENCES deployments (id) ON DELETE SET NULL,
  reason               TEXT,
  next_action          TEXT,
  last_output          TEXT,
  traffic              TEXT,
  queued_at            INTEGER NOT NULL,
  started_at           INTEGER,
  container_started_at INTEGER,
  switched_at          INTEGER,
  live_at              INTEGER,
  finished_at          INTEGER,
  warm_until           INTEGER,
  canceled_by          TEXT,
  owner                TEXT,
  fence                INTEGER NOT NULL DEFAULT 0,
  attempts             INTEGER NOT NULL DEFAULT 0,
  parent_storage       TEXT,
  parent_job           TEXT,
  job_storage          TEXT,
  job_id               TEXT,
  UNIQUE (project_id, number)
);
CREATE UNIQUE INDEX deployments_one_active ON deployments (project_id, environment)
  WHERE state IN ('Starting', 'CheckingHealth', 'Switched', 'Draining', 'RollingBack');
CREATE UNIQUE INDEX deployments_one_live ON deployments (project_id, environment) WHERE state = 'Live';
CREATE INDEX deployments_open ON deployments (state)
  WHERE state IN ('Queued', 'Starting', 'CheckingHealth', 'Switched', 'Draining', 'RollingBack');

CREATE TABLE probes (
  deployment_id INTEGER NOT NULL REFERENCES deployments (id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  at            INTEGER NOT NULL,
  duration_ms   INTEGER NOT NULL,
  code          INTEGER,
  ok            INTEGER NOT NULL,
  detail        TEXT NOT NULL,
  PRIMARY KEY (deployment_id, number)
);
