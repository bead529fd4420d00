"""Tables as the code declares them, and as the migrations make them."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from homeport.domain.tables import METADATA
from homeport.store import schema, sqlite_search
from homeport.store.schema import REVISIONS, NewerSchemaError, NotAPortalError, migrate, revision_of
from homeport.store.searching import is_of_index, places

VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"


def test_the_migrations_make_the_tables_that_the_code_declares(tmp_path: Path) -> None:
    migrate(tmp_path / "portal.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'portal.db'}")
    with engine.connect() as connection:
        known = {"compare_type": True, "include_name": lambda name, kind, _: kind != "table" or not is_of_index(name)}
        context = MigrationContext.configure(connection, opts=known)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_migrations_look_up_the_texts_that_the_code_declares(tmp_path: Path) -> None:
    migrate(tmp_path / "portal.db")
    with closing(sqlite3.connect(tmp_path / "portal.db")) as connection:
        made = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())
    declared = places(METADATA)
    assert made == {name: sql for place in declared for name, sql in sqlite_search.triggers(place).items()}
    assert len({place.number for place in declared}) == len(declared)
    assert all(0 < place.number < 64 for place in declared)


def test_tables_without_row_numbers_begin_with_their_keys(tmp_path: Path) -> None:
    """Before 3.41, SQLite's quick check finds nothing in other columns that are numbers: no such portal could be
    imported."""
    migrate(tmp_path / "portal.db")
    with closing(sqlite3.connect(tmp_path / "portal.db")) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'")
        for (table,) in named.fetchall():
            columns = connection.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
            key = [name for name, place in sorted(columns, key=lambda each: each[1]) if place]
            assert [name for name, _ in columns][: len(key)] == key, table


def test_every_migration_is_listed_in_order() -> None:
    assert tuple(sorted(path.name[:4] for path in VERSIONS.glob("0*.py"))) == REVISIONS


def test_each_migration_follows_the_one_before() -> None:
    before = [None, *REVISIONS]
    for number, earlier in zip(REVISIONS, before, strict=False):
        text = next(VERSIONS.glob(f"{number}_*.py")).read_text()
        found = re.search(r"^down_revision = (.*)$", text, re.MULTILINE)
        assert found is not None
        assert found[1].strip("\"'") == str(earlier)


def test_a_new_file_gets_the_newest_schema(tmp_path: Path) -> None:
    assert revision_of(tmp_path / "portal.db") is None
    migrate(tmp_path / "portal.db")
    assert revision_of(tmp_path / "portal.db") == REVISIONS[-1]


def of_version(folder: Path, revision: str) -> Path:
    """The file of an empty portal of an earlier version."""
    path = folder / "portal.db"
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    command.upgrade(config, revision)
    return path


def test_a_portal_of_an_earlier_version_gets_the_pipelines_of_contractors_and_documents(tmp_path: Path) -> None:
    path = of_version(tmp_path, "0013")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO portal VALUES (1, 'abc', 'UTC', 'EUR', 1, '2026-01-01 00:00:00', '')")
        connection.execute("INSERT INTO crm_contact (ID, NAME) VALUES (1, 'Wanda')")
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT CATEGORY_ID FROM crm_contact").fetchall() == [(0,)]
        found = connection.execute("SELECT ENTITY_TYPE_ID, CODE, IS_DEFAULT FROM crm_category ORDER BY ID").fetchall()
        assert found == [
            (3, "CATALOG_CONTRACTOR_CONTACT", "N"),
            (4, "CATALOG_CONTRACTOR_COMPANY", "N"),
            (36, "", "Y"),
            (39, "", "Y"),
        ]
        directory = "SELECT STATUS_ID FROM crm_status WHERE ENTITY_ID = 'SMART_DOCUMENT_STAGE_3' ORDER BY SORT"
        assert [row[0] for row in connection.execute(directory)] == [
            "DT36_3:NEW",
            "DT36_3:PREPARATION",
            "DT36_3:CLIENT",
            "DT36_3:SUCCESS",
            "DT36_3:FAIL",
        ]


def test_a_portal_of_an_earlier_version_gets_the_usual_currencies_and_its_own(tmp_path: Path) -> None:
    path = of_version(tmp_path, "0009")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO portal VALUES (1, 'abc', 'UTC', 'CHF', 1, '2026-01-01 00:00:00', '')")
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT CURRENCY, AMOUNT FROM crm_currency ORDER BY SORT").fetchall()
    assert found == [("CHF", 1.0), ("EUR", 1.0), ("USD", 0.92), ("GBP", 1.17)]


def test_stages_that_records_of_an_earlier_version_were_in_are_in_their_trails(tmp_path: Path) -> None:
    path = of_version(tmp_path, "0082")
    steps = [(1, 5, 1, "NEW"), (2, 5, 1, "NEW"), (2, 5, 2, "WON"), (1, 5, 2, "JUNK"), (1, 6, 2, "DONE")]
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = "OWNER_TYPE_ID, OWNER_ID, TYPE_ID, STAGE_ID, CREATED_TIME, STAGE_SEMANTIC_ID"
        statement = f"INSERT INTO crm_stage_history ({columns}) VALUES (?, ?, ?, ?, '2026-01-02 03:04:05', 'P')"
        connection.executemany(statement, steps)
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT OWNER_TYPE_ID, OWNER_ID, KIND, DETAILS FROM crm_trail ORDER BY ID")
        assert found.fetchall() == [
            (2, 5, "fields", '{"STAGE_ID": ["NEW", "WON"]}'),
            (1, 5, "fields", '{"STATUS_ID": ["NEW", "JUNK"]}'),
            (1, 6, "fields", '{"STATUS_ID": [null, "DONE"]}'),
        ]


def test_comments_of_an_earlier_version_are_messages_in_the_chats_of_their_tasks(tmp_path: Path) -> None:
    path = of_version(tmp_path, "0122")
    with closing(sqlite3.connect(path)) as connection, connection:
        named = {"task": ("ID", "CHAT_ID", "TITLE", "CREATED_BY", "RESPONSIBLE_ID")}
        columns = ", ".join(named["task"])
        known = {row[1] for row in connection.execute("PRAGMA table_info(task)") if row[3] and row[4] is None}
        rest = sorted(known - {*named["task"]})
        marks = ", ".join("?" * (5 + len(rest)))
        statement = f"INSERT INTO task ({', '.join([columns, *rest])}) VALUES ({marks})"
        connection.execute(statement, (7, 4, "Paint", 1, 1, *(0 for _ in rest)))
        chat = "INSERT INTO im_chat (ID, TYPE, TITLE, AUTHOR_ID, ENTITY_TYPE, ENTITY_ID, DATE_CREATE) VALUES "
        connection.execute(
            f"{chat} (4, 'CHAT', 'Paint', 1, 'TASKS_TASK', 7, ''), (5, 'CHANNEL', 'News', 2, NULL, NULL, '')"
        )
        connection.execute("INSERT INTO im_message VALUES (1, 4, 1, '2026-01-01 00:00:00', 'Said')")
        comment = "INSERT INTO task_comment VALUES (?, 7, 1, 'Ada', '', '2026-01-02 00:00:00', ?)"
        connection.executemany(comment, [(2, "Red"), (9, "Blue"), (10, "Green")])
        columns = "TASK_ID, COMMENT_ID, CREATED_BY, CREATED_AT, STATUS, TEXT"
        result = f"INSERT INTO task_result ({columns}) VALUES (7, ?, 1, '', 0, ?)"
        connection.executemany(result, [(2, "Red"), (10, "Green")])
        history = (
            "INSERT INTO task_history (TASK_ID, CREATED_DATE, USER_ID, FIELD, TO_VALUE) VALUES (7, '', 1, 'COMMENT', ?)"
        )
        connection.executemany(history, [("2",), ("9",), ("10",)])
        shown = "OBJECT_ID, MODULE_ID, ENTITY_TYPE, ENTITY_ID, CREATE_TIME, CREATED_BY"
        connection.execute(f"INSERT INTO disk_attached ({shown}) VALUES (3, 'tasks', 'tasks_comment', 9, '', 1)")
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:

        def found(statement: str) -> list[tuple[object, ...]]:
            return connection.execute(statement).fetchall()

        assert found("SELECT ID, CHAT_ID, MESSAGE FROM im_message ORDER BY ID") == [
            (1, 4, "Said"), (2, 4, "Red"), (3, 4, "Blue"), (4, 4, "Green"),
        ]  # fmt: skip
        assert found("SELECT TYPE, ENTITY_ID, ENTITY_NUMBER, MESSAGES, LAST_MESSAGE_ID FROM im_chat ORDER BY ID") == [
            ("X", "7", 7, 4, 4), ("N", None, None, 0, 0),
        ]  # fmt: skip
        assert found("SELECT CHAT_ID, USER_ID, LISTED FROM im_member") == [(5, 2, "Y")]
        assert found("SELECT COMMENT_ID, TEXT FROM task_result ORDER BY ID") == [(2, "Red"), (4, "Green")]
        assert found("SELECT TO_VALUE FROM task_history ORDER BY ID") == [("2",), ("3",), ("4",)]
        assert found("SELECT MODULE_ID, ENTITY_TYPE, ENTITY_ID FROM disk_attached") == [("im", "im_message", 3)]


def test_a_later_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "portal.db"
    migrate(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(NewerSchemaError, match="9999"):
        migrate(path)


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be looked at " * 40])
def test_a_file_that_is_no_portal_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "portal.db"
    path.write_bytes(content)
    with pytest.raises(NotAPortalError):
        migrate(path)
    assert path.read_bytes() == content


def test_leads_of_an_earlier_version_get_their_address_as_a_row(tmp_path: Path) -> None:
    path = of_version(tmp_path, "0023")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO portal VALUES (1, 'abc', 'UTC', 'EUR', 1, '2026-01-01 00:00:00', '')")
        for number, city in ((1, None), (2, "Kittery"), (3, "Boston")):
            connection.execute("INSERT INTO crm_lead (ID, ADDRESS_CITY) VALUES (?, ?)", (number, city))
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT ENTITY_TYPE_ID, ENTITY_ID, TYPE_ID, CITY, ANCHOR_ID, LOC_ADDR_ID FROM crm_address"
        )
        assert rows.fetchall() == [(1, 2, 1, "Kittery", 2, 1), (1, 3, 1, "Boston", 3, 2)]
        held = connection.execute("SELECT ADDRESS_LOC_ADDR_ID FROM crm_lead ORDER BY ID").fetchall()
        assert held == [(None,), (1,), (2,)]
        assert connection.execute("SELECT NAME FROM crm_requisite_preset ORDER BY ID").fetchall() == [
            ("Company",),
            ("Person",),
        ]
