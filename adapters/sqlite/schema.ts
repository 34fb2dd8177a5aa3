/** Marks a file as ours in its header (`PRAGMA application_id`): the letters WBRD. */
export const APPLICATION_ID = 0x57425244;

/**
 * The version of the tables (`PRAGMA user_version`). A higher one was written by a later Wardbell.
 */
export const SCHEMA_VERSION = 1;

/**
 * The tables of documents. `repair` copies them, and the check at start reads them whole; the
 * points of trends are not among them.
 */
export const TABLES = [
  'subjects',
  'incidents',
  'pages',
  'mailboxes',
  'controls',
  'audit',
  'turns',
] as const;

export type TableName = (typeof TABLES)[number];

/**
 * What a store that an earlier version has made may lack: it is added when the store is opened. The
 * version of the tables stays, since the version before does not mind a table that it does not
 * know.
 */
export const ADDED_TABLES: readonly TableName[] = ['audit', 'turns'];

/**
 * The common columns of state tables: `sum` is the CRC-32 of all the others, since SQLite has no
 * page checksums.
 */
const STATE = `
  id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  due REAL,
  doc TEXT NOT NULL,
  sum INTEGER NOT NULL`;

/** Points of trends are many and cheap: whoever loses one has a gap in a chart. */
const TRENDS = `
  CREATE TABLE IF NOT EXISTS trends (
    series TEXT NOT NULL,
    place TEXT NOT NULL,
    expires REAL NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (series, place)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS trends_expire ON trends (expires);`;

/**
 * When a page was ordered, of a row of `pages`. A document that is no JSON must not keep the index
 * from being made.
 */
export const ORDERED_AT = `CASE WHEN json_valid(doc) THEN doc ->> '$.order.at' END`;

export const ADDED_SCHEMA = `
  CREATE TABLE IF NOT EXISTS audit (${STATE}) STRICT;
  CREATE TABLE IF NOT EXISTS turns (${STATE}) STRICT;
  CREATE INDEX IF NOT EXISTS pages_ordered ON pages (${ORDERED_AT}, id);${TRENDS}`;

/**
 * Documents are in ordinary tables: WITHOUT ROWID would store them in the inner pages of the tree.
 */
export const SCHEMA = `
  CREATE TABLE subjects (${STATE}) STRICT;
  CREATE INDEX subjects_due ON subjects (due, id) WHERE due IS NOT NULL;
  CREATE TABLE incidents (${STATE},
    group_hash TEXT NOT NULL,
    episode INTEGER NOT NULL,
    opened_at REAL NOT NULL,
    listed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX incidents_due ON incidents (due, id) WHERE due IS NOT NULL;
  CREATE INDEX incidents_group ON incidents (group_hash, episode);
  CREATE INDEX incidents_opened ON incidents (opened_at) WHERE listed = 1;
  CREATE TABLE pages (${STATE}) STRICT;
  CREATE INDEX pages_due ON pages (due, id) WHERE due IS NOT NULL;
  CREATE TABLE mailboxes (${STATE}) STRICT;
  CREATE TABLE controls (${STATE}) STRICT;
  ${ADDED_SCHEMA}
  CREATE TABLE room (bytes BLOB NOT NULL) STRICT;
  INSERT INTO room VALUES (zeroblob(1));
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};`;
