PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA secure_delete = OFF;

-- One object of the API a row. What the API never shows is in `hidden`.
-- A deleted row keeps its place, so that a cursor that points at it still works.
CREATE TABLE IF NOT EXISTS documents (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT,
    hidden TEXT,
    expires_at INTEGER,
    UNIQUE (kind, id)
);
CREATE INDEX IF NOT EXISTS documents_by_kind ON documents (kind, sequence);
CREATE INDEX IF NOT EXISTS documents_by_id ON documents (id);

-- Bytes, in pieces of a mebibyte. Segments say whose they are and in which order,
-- so that parts become a file without being copied.
CREATE TABLE IF NOT EXISTS chunks (
    id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS segments (
    owner TEXT NOT NULL,
    start INTEGER NOT NULL,
    length INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    PRIMARY KEY (owner, start)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS segments_by_chunk ON segments (chunk);

-- What the lines of unfinished batches have answered so far.
CREATE TABLE IF NOT EXISTS batch_lines (
    batch TEXT NOT NULL,
    position INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) WITHOUT ROWID;

-- Whose a key is that was made here. A key whose object is deleted opens nothing.
CREATE TABLE IF NOT EXISTS issued_keys (
    digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL
) WITHOUT ROWID;

-- What one answered request used. While its amounts are not known (a background response that
-- still runs), `source` names the object that will tell them.
CREATE TABLE IF NOT EXISTS usage_records (
    id INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    dimensions TEXT NOT NULL,
    amounts TEXT
);
CREATE INDEX IF NOT EXISTS usage_records_by_time ON usage_records (kind, happened_at);
CREATE INDEX IF NOT EXISTS usage_records_unsettled ON usage_records (source)
    WHERE amounts IS NULL;
