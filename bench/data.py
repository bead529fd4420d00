"""Portals of a given size: a demo portal with generated rows, written straight into its file and kept for later runs."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import homeport
from homeport.portals import built_in, lifecycle
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import sqlite_search

CACHE = Path(__file__).parent / ".data"
BINDINGS = 3
PER_DEAL = 5
"""Activities of each deal, unless said otherwise; there are as many contacts as deals, and half as many companies."""

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "

DEALS = (
    _NUMBERS
    + """
INSERT INTO crm_deal (ID, TITLE, TYPE_ID, CATEGORY_ID, STAGE_ID, STAGE_SEMANTIC_ID, IS_NEW, IS_RECURRING,
    IS_RETURN_CUSTOMER, IS_REPEATED_APPROACH, CURRENCY_ID, OPPORTUNITY, IS_MANUAL_OPPORTUNITY, TAX_VALUE, COMPANY_ID,
    CONTACT_ID, BEGINDATE, CLOSEDATE, CLOSED, OPENED, ASSIGNED_BY_ID, CREATED_BY_ID, MODIFY_BY_ID, DATE_CREATE,
    DATE_MODIFY, SOURCE_ID)
SELECT {first} + i, 'Delivery ' || i, 'SALE', 0, 'NEW', 'P', 'Y', 'N', 'N', 'N', 'EUR', i % 9000 + 0.5, 'N', 0.0,
    {first} + i % {companies} + 1, {first} + i, '2026-01-01', '2026-02-01', 'N',
    CASE i * 7 % 3 WHEN 0 THEN 'Y' ELSE 'N' END, i * 31 % 6 + 1, 1, 1, '2026-01-01 08:00:00', '2026-01-01 08:00:00', 'CALL'
FROM n"""
)

_CONTACTS = (
    _NUMBERS
    + """
INSERT INTO crm_contact (ID, NAME, LAST_NAME, TYPE_ID, COMPANY_ID, OPENED, ASSIGNED_BY_ID, CREATED_BY_ID, MODIFY_BY_ID,
    DATE_CREATE, DATE_MODIFY)
SELECT {first} + i, 'Given ' || i, 'Family ' || i, 'CLIENT', {first} + i % {companies} + 1,
    CASE i * 5 % 3 WHEN 0 THEN 'Y' ELSE 'N' END, i * 17 % 6 + 1, 1, 1, '2026-01-01 08:00:00', '2026-01-01 08:00:00'
FROM n"""
)

_COMPANIES = (
    _NUMBERS
    + """
INSERT INTO crm_company (ID, TITLE, COMPANY_TYPE, OPENED, ASSIGNED_BY_ID, CREATED_BY_ID, MODIFY_BY_ID, DATE_CREATE,
    DATE_MODIFY)
SELECT {first} + i, 'Harbour ' || i, 'CUSTOMER', 'Y', i * 13 % 6 + 1, 1, 1, '2026-01-01 08:00:00', '2026-01-01 08:00:00'
FROM n"""
)

_ACTIVITIES = (
    _NUMBERS
    + """
INSERT INTO crm_activity (ID, OWNER_ID, OWNER_TYPE_ID, TYPE_ID, PROVIDER_ID, PROVIDER_TYPE_ID, SUBJECT, START_TIME,
    END_TIME, DEADLINE, COMPLETED, STATUS, RESPONSIBLE_ID, PRIORITY, NOTIFY_TYPE, DESCRIPTION, DESCRIPTION_TYPE, DIRECTION,
    CREATED, AUTHOR_ID, LAST_UPDATED, EDITOR_ID)
SELECT {first} + i, {first} + i % {deals} + 1, 2, 2, 'VOXIMPLANT_CALL', 'CALL', 'Call about delivery ' || i,
    '2026-01-01 09:00:00', '2026-01-01 09:15:00', '2026-01-01 10:00:00', 'N', 1, i * 31 % 6 + 1, 2, 0, '', 1, 2,
    '2026-01-01 08:00:00', 1, '2026-01-01 08:00:00', 1
FROM n"""
)

# The deal, the contact and the company are spread apart, so that a request reads from three places of the file
_BINDINGS = (
    _NUMBERS
    + """
INSERT INTO crm_activity_binding (ACTIVITY_ID, POSITION, OWNER_TYPE_ID, OWNER_ID)
SELECT {first} + i, p.column1, p.column2,
    {first} + 1 + CASE p.column2 WHEN 2 THEN i % {deals} WHEN 3 THEN i * 7 % {deals} ELSE i * 3 % {companies} END
FROM n, (VALUES (1, 2), (2, 3), (3, 4)) AS p"""
)


@dataclass(frozen=True, slots=True)
class Sized:
    """A portal of a known size.

    :param folder: its data folder
    :param first: the first generated activity's id
    :param last: the last one's
    :param first_deal: the first generated deal's id
    :param last_deal: the last one's
    """

    folder: Path
    first: int
    last: int
    first_deal: int
    last_deal: int

    @property
    def database(self) -> Path:
        """The portal's file."""
        return DataFolder(self.folder).portal_file(DEFAULT)

    def copy(self, name: str) -> "Sized":
        """A copy to write into, beside the original; replaces an earlier one."""
        target = self.folder.with_name(name)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return Sized(target, self.first, self.last, self.first_deal, self.last_deal)


def portal(activities: int, deals: int | None = None) -> Sized:
    """A portal with this many generated activities, made unless an earlier run has.

    :param deals: how many of them; a fifth as many as activities unless said otherwise
    """
    deals = activities // PER_DEAL if deals is None else deals
    size = f"{activities}-{deals}"
    folder = CACHE / f"{size}-{_version()}"
    described = folder / "bench.json"
    if not described.exists():
        for old in CACHE.glob(f"{size}-*"):
            shutil.rmtree(old)
        found = _make(folder, activities, deals)
        described.write_text(json.dumps(found))
    return Sized(folder, **json.loads(described.read_text()))


@contextmanager
def filling(connection: sqlite3.Connection) -> Iterator[None]:
    """Fill tables of a portal's file, and its index of texts, and commit."""
    yield
    sqlite_search.fill(connection)
    connection.commit()


def _version() -> str:
    """Changes with the tables' migrations, the demo data and this file."""
    source = Path(homeport.__file__).parent
    migrations, demo = source / "store" / "migrations", source / "domain" / "demo"
    digest = hashlib.sha256()
    for path in (Path(__file__), *sorted(migrations.rglob("*.py")), *sorted(demo.rglob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _make(path: Path, activities: int, deals: int) -> dict[str, int]:
    folder = DataFolder(path)
    lifecycle.create(folder, DEFAULT, built_in.DEMO)
    companies = deals // 2
    with closing(sqlite3.connect(folder.portal_file(DEFAULT))) as connection:
        connection.execute("PRAGMA cache_size=-1000000")
        # One base for every kind, above all demo ids, keeps the formulas readable
        first = 1000 + max(
            connection.execute(f"SELECT coalesce(max(ID), 0) FROM {table}").fetchone()[0]
            for table in ("crm_deal", "crm_contact", "crm_company", "crm_activity")
        )
        with filling(connection):
            for statement, count in (
                (_COMPANIES, companies),
                (_CONTACTS, deals),
                (DEALS, deals),
                (_ACTIVITIES, activities),
                (_BINDINGS, activities),
            ):
                connection.execute(statement.format(count=count, first=first, deals=deals, companies=companies))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {
        "first": first + 1,
        "last": first + activities,
        "first_deal": first + 1,
        "last_deal": first + deals,
    }
