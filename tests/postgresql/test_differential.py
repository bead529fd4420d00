"""The same calls to a portal in a file and to one in a database: the answers are equal, to the last character."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from homeport.domain.records.filters import PREFIXES
from homeport.portals.folder import DataFolder
from tests.both import Both
from tests.conftest import Wire
from tests.property.hostile import NUMBERS, SQL, TEXTS
from tests.property.profile import SCALE

CALLS = 500
ADMIN, SELLER = 1, 3
CLASSIC = ("crm.lead", "crm.deal", "crm.contact", "crm.company", "crm.quote")
USUAL = (
    "Rope", "rope", "ROPE", "Ähre", "ähre", "Öl", "Z", "a", "Ж", "ж", "100", "20", "3", "Y", "N", "NEW", "WON", "EUR",
    "2026-01-05", "2026-01-05T09:00:00+00:00", "2027-03-01", "50 %", "a_b", "a\\b", None, "", 0, 1, 2, 3, 10, 0.5, 1500,
)  # fmt: skip


@pytest.fixture
def both(demo_folder: Path, beside: Path, database: str, tmp_path: Path) -> Iterator[Both]:
    files = DataFolder(Path(shutil.copytree(demo_folder, tmp_path / "data")))
    wires = Wire(files), Wire(DataFolder(beside, database))
    yield Both(*wires)
    for wire in wires:
        wire.close()


def value(chance: Random) -> Any:
    kind = chance.random()
    if kind < 0.7:
        return chance.choice(USUAL)
    return chance.choice((*TEXTS, *SQL, *NUMBERS))


def call(chance: Random, fields: dict[str, list[str]]) -> tuple[str, dict[str, Any]]:
    """Any call on records or people: mostly lists, with filters and orders of all kinds."""
    entity = chance.choice(CLASSIC)
    names = fields[entity]
    some = {chance.choice(names): value(chance) for _ in range(chance.randint(1, 4))}
    record = chance.randint(1, 70)
    match chance.choice(
        ("list", "list", "list", "add", "update", "get", "delete", "items", "users", "activities", "other")
    ):
        case "add":
            return f"{entity}.add", {"fields": some}
        case "update":
            return f"{entity}.update", {"id": record, "fields": some}
        case "get":
            return f"{entity}.get", {"id": record}
        case "delete":
            return f"{entity}.delete", {"id": record}
        case "items":
            of_type = {"entityTypeId": chance.choice((1, 2, 3, 4, 7, 31, 130))}
            order = {"title": "desc", "id": "asc"}
            return "crm.item.list", {**of_type, "filter": filters(chance, ["title", "id"]), "order": order}
        case "users":
            names = ["NAME", "LAST_NAME", "EMAIL", "ID", "ACTIVE", "UF_DEPARTMENT", "NAME_SEARCH", "FIND"]
            return "user.get", {"FILTER": filters(chance, names), "SORT": chance.choice(names), "ORDER": "DESC"}
        case "activities":
            names = ["SUBJECT", "ID", "DEADLINE", "COMPLETED", "OWNER_ID", "TYPE_ID", "CREATED"]
            order = {chance.choice(names): chance.choice(("ASC", "DESC"))}
            return "crm.activity.list", {"filter": filters(chance, names), "order": order}
        case "other":
            return other_call(chance)
    order = {chance.choice(names): chance.choice(("ASC", "DESC")) for _ in range(2)}
    return f"{entity}.list", {
        "filter": filters(chance, names),
        "order": order,
        "select": ["*", "PHONE"],
        "start": chance.choice((0, 0, 50, -1)),
    }


def other_call(chance: Random) -> tuple[str, dict[str, Any]]:
    """A call about the history of stages, the same person twice, or the departments."""
    department = {"NAME": value(chance), "PARENT": chance.randint(0, 6), "UF_HEAD": chance.randint(0, 7)}
    match chance.choice(("history", "same", "merge", "department.add", "department.update", "department.delete")):
        case "history":
            names = ["ID", "OWNER_ID", "TYPE_ID", "CREATED_TIME", "STAGE_ID"]
            asked = {"filter": filters(chance, names), "order": {chance.choice(names): "DESC", "ID": "ASC"}}
            return "crm.stagehistory.list", {"entityTypeId": chance.choice((1, 2, 31, 130)), **asked}
        case "same":
            phones = [f"+49 30 23125 {number}" for number in chance.choices(range(100, 300), k=5)]
            return "crm.duplicate.findbycomm", {"type": "PHONE", "values": [*phones, value(chance)]}
        case "merge":
            merged = {"entityTypeId": chance.choice((1, 2, 3, 4, 7)), "entityIds": chance.choices(range(1, 70), k=2)}
            return "crm.entity.mergeBatch", {"params": merged}
        case "department.add":
            return "department.add", department
        case "department.update":
            return "department.update", {"ID": chance.randint(1, 6), chance.choice([*department]): 2}
    return "department.delete", {"ID": chance.randint(2, 6)}


def filters(chance: Random, names: list[str]) -> dict[str, Any]:
    found = {}
    for _ in range(chance.randint(0, 2)):
        prefix = chance.choice(("", *PREFIXES))
        many = "@" in prefix or "><" in prefix
        found[prefix + chance.choice(names)] = [value(chance), value(chance)] if many else value(chance)
    return found


@pytest.mark.parametrize("seed", range(2 * SCALE))
def test_any_calls_are_answered_alike(both: Both, seed: int) -> None:
    chance = Random(seed)
    fields = {entity: sorted(both.send(ADMIN, f"{entity}.fields").result) for entity in CLASSIC}
    statuses: Counter[int] = Counter()
    for _ in range(CALLS):
        method, params = call(chance, fields)
        statuses[both.send(chance.choice((ADMIN, ADMIN, SELLER)), method, **params).status] += 1
    assert statuses[200] > CALLS / 3, statuses
    assert not statuses[500], statuses
    for entity in CLASSIC:
        for order in ("ASC", "DESC"):
            for name in fields[entity]:
                both.send(ADMIN, f"{entity}.list", order={name: order}, select=["ID", name])
