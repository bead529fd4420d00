"""Numbers that all hosts count together, in unlogged tables of a portal's schema.

Each statement is a transaction of its own, and no other waits for it longer than it runs. Nothing is written to the
log, so no commit waits for the disk; after a crash of the database counting begins anew. Records that were not used
for a day are forgotten.
"""

import time
from typing import Any

from psycopg import sql

from homeport.store.postgresql.database import Database
from homeport.store.tallies import Portion, Tallies

SKEW_SECONDS = 60.0
"""How far apart hosts' clocks may be: only a moment that is earlier by more is taken for a clock set back."""
PURGE_SECONDS = 3600.0
"""How often a process looks for records to forget."""

CREATE = """
CREATE UNLOGGED TABLE IF NOT EXISTS homeport_bucket (
    key text COLLATE "C" PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    level double precision NOT NULL,
    since double precision NOT NULL,
    let_in boolean NOT NULL DEFAULT true,
    used timestamptz NOT NULL DEFAULT statement_timestamp()
) WITH (fillfactor = 50);
CREATE UNLOGGED TABLE IF NOT EXISTS homeport_basket (
    key text COLLATE "C",
    minute double precision,
    started double precision NOT NULL,
    seconds double precision NOT NULL,
    used timestamptz NOT NULL DEFAULT statement_timestamp(),
    PRIMARY KEY (key, minute)
) WITH (fillfactor = 50)
"""

# a bucket leaks once a second from the first portion on; an empty one, and one of a clock set back, begins anew
_SET_BACK = "%(now)s < b.since - %(skew)s"
_ANEW = f"(b.level <= 0 OR {_SET_BACK})"
_PASSED = "greatest(floor(%(now)s - b.since), 0)"
_DRAINED = f"greatest(CASE WHEN {_ANEW} THEN b.level ELSE b.level - {_PASSED} * %(leak)s END, 0)"

_POUR = f"""
INSERT INTO {{schema}}.homeport_bucket AS b (key, kind, level, since) VALUES (%(key)s, %(kind)s, %(first)s, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    let_in = {_DRAINED} <= %(most)s,
    level = {_DRAINED} + CASE WHEN {_DRAINED} <= %(most)s THEN %(amount)s ELSE 0 END,
    since = CASE WHEN {_ANEW} THEN %(now)s ELSE b.since + {_PASSED} END,
    used = statement_timestamp()
WHERE {_DRAINED} <= %(most)s OR {_SET_BACK}
RETURNING let_in, level
"""  # noqa: S608  nothing of a caller's
_FILLED = "SELECT key FROM {schema}.homeport_bucket WHERE kind = %(kind)s AND level > 0"
_SUM = """
SELECT coalesce(sum(seconds), 0), min(started) FROM (
    SELECT started, seconds FROM {schema}.homeport_basket
    WHERE key = %(key)s AND minute <> %(minute)s AND abs(%(now)s - started) < %(window)s
    UNION ALL SELECT started, seconds FROM billed
) AS baskets
"""
_BILL = f"""
WITH billed AS (
    INSERT INTO {{schema}}.homeport_basket AS b (key, minute, started, seconds)
    VALUES (%(key)s, %(minute)s, %(now)s, %(seconds)s)
    ON CONFLICT (key, minute) DO UPDATE
    SET seconds = b.seconds + excluded.seconds, used = statement_timestamp()
    RETURNING started, seconds
) {_SUM}
"""  # noqa: S608  nothing of a caller's
_BILLED = """
SELECT coalesce(sum(seconds), 0), min(started) FROM {schema}.homeport_basket
WHERE key = %(key)s AND abs(%(now)s - started) < %(window)s
"""
_PURGE = """
WITH buckets AS (DELETE FROM {schema}.homeport_bucket WHERE used < now() - interval '1 day'),
    baskets AS (DELETE FROM {schema}.homeport_basket WHERE used < now() - interval '1 day')
SELECT 1
"""


class PostgresTallies(Tallies):
    """The numbers of one portal.

    :param schema: its schema
    """

    def __init__(self, database: Database, schema: str) -> None:
        self._database = database
        statements = {"pour": _POUR, "filled": _FILLED, "bill": _BILL, "billed": _BILLED, "purge": _PURGE}
        name = sql.Identifier(schema)
        self._statements = {each: sql.SQL(text).format(schema=name).as_string() for each, text in statements.items()}
        self._purge_at = time.monotonic() + PURGE_SECONDS

    def pour(self, portion: Portion, now: float) -> float | None:
        if time.monotonic() > self._purge_at:
            self._purge_at = time.monotonic() + PURGE_SECONDS
            self._database.rows(self._statements["purge"])
        rows = self._database.rows(self._statements["pour"], _params(portion, now))
        return float(rows[0][1]) if rows and rows[0][0] else None

    def filled(self, kind: str) -> set[str]:
        return {row[0] for row in self._database.rows(self._statements["filled"], {"kind": kind})}

    def bill(self, key: str, started: float, seconds: float, window: float) -> tuple[float, float]:
        params = {"key": key, "minute": started // 60, "now": started, "seconds": seconds, "window": window}
        total, oldest = self._database.rows(self._statements["bill"], params)[0]
        return float(total), float(oldest)

    def billed(self, key: str, now: float, window: float) -> tuple[float, float | None]:
        params = {"key": key, "now": now, "window": window}
        total, oldest = self._database.rows(self._statements["billed"], params)[0]
        return float(total), None if oldest is None else float(oldest)


def _params(portion: Portion, now: float) -> dict[str, Any]:
    return {
        "key": portion.key,
        "kind": portion.kind,
        "leak": portion.leak,
        "most": portion.most,
        "amount": portion.amount,
        "first": max(portion.amount, 0.0),
        "now": now,
        "skew": SKEW_SECONDS,
    }
