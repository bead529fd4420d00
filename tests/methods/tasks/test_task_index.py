"""A page of somebody's tasks by deadline reads its fifty rows in the order of an index."""

from typing import Any

import pytest

from homeport.domain.im.tables import CHAT, MESSAGE
from homeport.domain.records.filters import Filter, Filterable
from homeport.domain.records.reading import _listing
from homeport.domain.tasks import access
from homeport.domain.tasks.comments.comments import COMMENTS
from homeport.domain.tasks.comments.comments import FIELDS as COMMENT_FIELDS
from homeport.domain.tasks.fields import FIELDS
from homeport.domain.tasks.tables import TASK, TASK_LIST
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Transaction
from tests.conftest import Wire
from tests.methods.tasks.conftest import CLARA, DMITRI

MANY, FIRST = 3_000, 1_000


def _find(name: str) -> Filterable:
    return Filterable(name, FIELDS.by_name[name].compared)


@pytest.mark.parametrize("role", ["RESPONSIBLE_ID", "CREATED_BY", "GROUP_ID"])
@pytest.mark.parametrize("grant", [access.ALL, access.SEES])
def test_a_role_and_the_deadline_are_served_by_an_index(wire: Wire, role: str, grant: str) -> None:
    index = {"RESPONSIBLE_ID": "task_responsible", "CREATED_BY": "task_creator", "GROUP_ID": "task_group"}[role]

    def look(tx: Transaction) -> list[str]:
        row = {"TITLE": "A task", "RESPONSIBLE_ID": CLARA, "CREATED_BY": DMITRI, "REAL_STATUS": 2, "GROUP_ID": DMITRI}
        days = [f"2026-{month:02}-{day:02} 00:00:00" for month in range(1, 13) for day in range(1, 26)]
        tx.insert_many(TASK, [{**row, "DEADLINE": days[number % len(days)]} for number in range(MANY)])
        parsed = Filter({role: CLARA}, _find, _ctx(wire))
        page = _listing(TASKS, grant, parsed.tree, ("ID", "TITLE"), (("DEADLINE", False),)).later
        params = {"actor": CLARA, **parsed.params, "limit": 50, "offset": 0}
        return tx.plan(*tx.statement(page, params))

    steps = wire.portal.store.write_now(look)
    assert any(index in step for step in steps), steps
    assert not any("ORDER BY" in step or step.startswith("Sort") for step in steps), steps


@pytest.mark.parametrize("role", ["ACCOMPLICES", "AUDITORS"])
@pytest.mark.parametrize("grant", [access.ALL, access.SEES])
@pytest.mark.parametrize("descending", [False, True])
def test_who_has_a_part_in_tasks_finds_them_in_the_order_of_an_index(
    wire: Wire, role: str, grant: str, descending: bool
) -> None:
    def look(tx: Transaction) -> list[str]:
        row = {"TITLE": "A task", "RESPONSIBLE_ID": DMITRI, "CREATED_BY": DMITRI, "REAL_STATUS": 2}
        days = [f"2026-{month:02}-{day:02} 00:00:00" for month in range(1, 13) for day in range(1, 26)]
        tasks = [{**row, "ID": FIRST + number, "DEADLINE": days[number % len(days)]} for number in range(MANY)]
        tx.insert_many(TASK, tasks)
        part = {"FIELD": role, "POSITION": 0, "VALUE": CLARA}
        tx.insert_many(TASK_LIST, [{**part, "TASK_ID": each["ID"], "DEADLINE": each["DEADLINE"]} for each in tasks])
        parsed = Filter({role: CLARA, "REAL_STATUS": 2}, _find, _ctx(wire))
        order = (("DEADLINE", descending), ("ID", descending))
        page = _listing(TASKS, grant, parsed.tree, ("ID", "TITLE"), order).later
        params = {"actor": CLARA, **parsed.params, "limit": 50, "offset": 0}
        assert [found[0] for found in tx.all(page, **params)] == _ends(tasks, descending)[:50]
        return tx.plan(*tx.statement(page, params))

    steps = wire.portal.store.write_now(look)
    assert any("task_list_value" in step for step in steps), steps
    assert not any("ORDER BY" in step or step.startswith("Sort") for step in steps), steps


def _ends(tasks: list[dict[str, Any]], descending: bool) -> list[int]:
    ordered = sorted(tasks, key=lambda each: (each["DEADLINE"], each["ID"]), reverse=descending)
    return [each["ID"] for each in ordered]


@pytest.mark.usefixtures("in_files")
def test_a_page_of_a_tasks_comments_reads_an_index_from_its_end(wire: Wire) -> None:
    """PostgreSQL sorts what is said in one chat where it takes that for little."""

    def look(tx: Transaction) -> list[str]:
        chat = {"TYPE": "X", "TITLE": "A", "AUTHOR_ID": CLARA, "ENTITY_TYPE": "TASKS_TASK", "DATE_CREATE": ""}
        chats = [tx.insert(CHAT, {**chat, "ENTITY_NUMBER": 1_000 + number}) for number in range(30)]
        row = {"AUTHOR_ID": CLARA, "DATE_CREATE": "", "MESSAGE": "A"}
        tx.insert_many(MESSAGE, [{**row, "CHAT_ID": chats[number % 30]} for number in range(MANY)])
        parsed = Filter(
            {"=TASK_ID": 1_007}, lambda name: Filterable(name, COMMENT_FIELDS.by_name[name].compared), _ctx(wire)
        )
        page = _listing(COMMENTS, access.ALL, parsed.tree, ("ID", "POST_MESSAGE"), COMMENTS.order).later
        return tx.plan(*tx.statement(page, {"actor": CLARA, **parsed.params, "limit": 50, "offset": 0}))

    steps = wire.portal.store.write_now(look)
    assert any("im_message_chat" in step for step in steps), steps
    assert not any("ORDER BY" in step or step.startswith("Sort") for step in steps), steps


def _ctx(wire: Wire) -> Any:
    class Ctx:
        clock = wire.portal.clock

        def drop(self, *parts: str) -> None:
            raise AssertionError(parts)

    return Ctx()
