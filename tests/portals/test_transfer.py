"""A portal as one file: what is written, and what is taken in."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.portal import info
from homeport.domain.portal.people import users
from homeport.domain.user import staff
from homeport.portals import lifecycle, transfer
from homeport.portals.errors import AlreadyThereError, NotThereError, UnfitError
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import Query, Transaction, files
from homeport.store.searching import places_of
from tests.conftest import Api, Wire

SHOP = "shop.example.test"


@pytest.fixture
def exported(wire: Wire, tmp_path: Path) -> Path:
    path = tmp_path / "portal.db"
    transfer.export(wire.folder, DEFAULT, path)
    return path


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i, i FROM n WHERE i > 1"
"""A query that never ends."""


def run(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(statements)


def member_id(folder: DataFolder, name: str) -> str:
    with folder.stores.reading(name) as tx:
        return info.member_id_of(tx)


def test_an_exported_portal_is_whole_in_one_file_that_others_may_only_read(wire: Wire, exported: Path) -> None:
    exported.chmod(0o400)
    with closing(sqlite3.connect(f"file:{exported}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM portal_user").fetchone() == (6,)
    assert [path.name for path in exported.parent.glob("portal*")] == ["portal.db"]


def test_an_export_is_of_one_moment_while_others_write(wire: Wire, tmp_path: Path) -> None:
    store = wire.portal.store
    over = threading.Event()

    def both(tx: Transaction) -> None:
        staff.dismiss(tx, 2)
        staff.dismiss(tx, 3)

    def neither(tx: Transaction) -> None:
        for user in (2, 3):
            tx.update(users.USER, {"ID": user}, {"ACTIVE": "Y"})

    def write() -> None:
        while not over.is_set():
            store.write_now(both)
            store.write_now(neither)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(10):
            transfer.export(wire.folder, DEFAULT, tmp_path / "portal.db")
            with files.reading(tmp_path / "portal.db") as tx:
                assert users.is_active(tx, 2) == users.is_active(tx, 3)
    finally:
        over.set()
        writer.join()


def test_a_portal_moves_to_another_folder_as_itself(wire: Wire, exported: Path, tmp_path: Path) -> None:
    other = DataFolder(tmp_path / "other")
    transfer.import_(other, SHOP, exported)
    assert member_id(other, SHOP) == member_id(wire.folder, DEFAULT)


def test_a_portal_that_is_imported_beside_itself_is_another(wire: Wire, exported: Path, admin: Api) -> None:
    transfer.import_(wire.folder, SHOP, exported)
    assert member_id(wire.folder, SHOP) != member_id(wire.folder, DEFAULT)
    assert wire.send("/rest/profile", host=SHOP).status == 401


@pytest.mark.usefixtures("in_files")
def test_a_database_that_a_server_left_with_its_journal_is_imported_whole(wire: Wire, tmp_path: Path) -> None:
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 6))
    path = wire.folder.portal_file(DEFAULT)
    copied = tmp_path / "copied"
    copied.mkdir()
    for name in (path.name, path.name + "-wal"):
        shutil.copyfile(path.with_name(name), copied / name)
    transfer.import_(wire.folder, SHOP, copied / path.name)
    with files.reading(wire.folder.portal_file(SHOP)) as tx:
        assert not users.is_active(tx, 6)


def test_user_fields_come_along(wire: Wire, admin: Api, tmp_path: Path) -> None:
    kinds = ("string", "double", "date")
    for kind in kinds:
        field = {"FIELD_NAME": kind, "USER_TYPE_ID": kind, "SHOW_FILTER": "Y", "LABEL": f"My {kind}"}
        assert admin("crm.deal.userfield.add", fields=field)
    admin("crm.deal.update", id=1, fields={"UF_CRM_STRING": "Zinnober"})
    transfer.export(wire.folder, DEFAULT, tmp_path / "portal.db")
    transfer.import_(wire.folder, SHOP, tmp_path / "portal.db")
    with wire.folder.stores.reading(SHOP) as tx:
        assert tx.all(Query(text('SELECT "ID", "UF_T1" FROM crm_deal WHERE "UF_T1" IS NOT NULL'))) == [(1, "Zinnober")]


@pytest.mark.usefixtures("in_files")
def test_what_a_file_says_of_its_index_of_texts_does_not_count(wire: Wire, exported: Path, admin: Api) -> None:
    rows = admin("crm.deal.list", filter={"%TITLE": "ope"}, select=["TITLE"])
    assert rows
    run(exported, "DELETE FROM search_noted; DELETE FROM search_data WHERE id > 10; DELETE FROM search_idx")
    transfer.import_(wire.folder, SHOP, exported)
    store = wire.folder.stores.open(SHOP)
    with store.snapshot() as tx:
        found = tx.rows_with(next(places_of(DEAL.table)), 0, ["ope"])
    store.close()
    assert found is not None
    assert set(found) == {int(row["ID"]) for row in rows}


def test_a_file_with_other_pages_can_be_reset_later(wire: Wire, exported: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.db"
    run(exported, "PRAGMA page_size=8192")
    with closing(sqlite3.connect(exported, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size=8192")
        connection.execute("VACUUM INTO ?", (str(odd),))
    transfer.import_(wire.folder, SHOP, odd)
    assert lifecycle.reset(wire.folder, SHOP) == "demo"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "later Homeport"),
        ("DELETE FROM alembic_version", "not a portal"),
        ("DELETE FROM portal", "not a portal"),
        ("CREATE TRIGGER evil AFTER UPDATE ON portal BEGIN UPDATE portal_user SET IS_ADMIN = 'Y'; END", "not a portal"),
        (
            "DROP TRIGGER search_task_TITLE_added; CREATE TRIGGER search_task_TITLE_added AFTER INSERT ON task "
            "BEGIN UPDATE portal_user SET IS_ADMIN = 'Y'; END",
            "not a portal",
        ),
        ("DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5(TEXT)", "not a portal"),
        ("CREATE VIRTUAL TABLE search_other USING fts5(TEXT)", "not a portal"),
        ("CREATE VIEW evil AS SELECT 1", "not a portal"),
        (f"DROP TABLE alembic_version; CREATE VIEW alembic_version(version_num, x) AS {ENDLESS}", "not a portal"),
        (f"DROP TABLE portal_setting; CREATE VIEW portal_setting(NAME, VALUE) AS {ENDLESS}", "not a portal"),
        (
            "CREATE TABLE evil (A INTEGER, B INTEGER GENERATED ALWAYS AS (length(zeroblob(9e8))))",
            "not a portal",
        ),
        ("CREATE TABLE evil (A INTEGER CHECK (A < length(zeroblob(9e8))))", "not a portal"),
        ("CREATE INDEX evil ON portal_user (upper(NAME))", "not a portal"),
        ("CREATE TABLE stranger (A INTEGER)", "not a portal"),
        ("DROP TABLE portal_outbox", "not a portal"),
        ("DROP TABLE crm_deal", "not a portal"),
        ("ALTER TABLE crm_deal DROP COLUMN COMMENTS", "not a portal"),
        ("INSERT INTO portal_setting VALUES ('plan', '17')", "not a portal"),
        ("INSERT INTO portal_setting VALUES ('no such setting', 'true')", "not a portal"),
        ("INSERT INTO portal_setting VALUES ('plan', '{')", "not a portal"),
        ("UPDATE portal SET TIME_ZONE = 'Nowhere/Land'", "not a portal"),
        ("UPDATE portal SET TIME_ZONE = '../../etc/passwd'", "not a portal"),
    ],
)
def test_a_file_that_is_no_portal_is_refused_and_nothing_is_left(
    wire: Wire, exported: Path, statement: str, said: str
) -> None:
    run(exported, statement)
    with pytest.raises(UnfitError, match=said) as refused:
        transfer.import_(wire.folder, SHOP, exported)
    assert "\n" not in str(refused.value)
    assert wire.folder.names() == [DEFAULT]
    assert [path for path in wire.folder.portals.iterdir() if "~" in path.name] == []


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"hello " * 1000])
def test_a_file_that_is_no_database_is_refused(wire: Wire, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "portal.db"
    path.write_bytes(content)
    with pytest.raises(UnfitError, match="not a portal"):
        transfer.import_(wire.folder, SHOP, path)


def test_a_damaged_file_is_refused(wire: Wire, exported: Path) -> None:
    content = bytearray(exported.read_bytes())
    content[8192:16384] = b"\x5a" * 8192
    exported.write_bytes(content)
    with pytest.raises(UnfitError, match="damaged"):
        transfer.import_(wire.folder, SHOP, exported)


def test_names_are_checked_before_anything_is_read(wire: Wire, exported: Path, tmp_path: Path) -> None:
    with pytest.raises(AlreadyThereError):
        transfer.import_(wire.folder, DEFAULT, exported)
    with pytest.raises(UnfitError):
        transfer.import_(wire.folder, "../evil", exported)
    with pytest.raises(NotThereError):
        transfer.export(wire.folder, "gone.example.test", tmp_path / "x.db")
    with pytest.raises(FileNotFoundError):
        transfer.import_(wire.folder, SHOP, tmp_path / "no such file")
