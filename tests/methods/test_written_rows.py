"""Rows that the database writes as JSON are what would be made of their values, byte by byte."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from homeport.core.ctx import Page
from homeport.domain.portal.tables import PORTAL
from homeport.portals.folder import DataFolder
from homeport.store.sqlite_transaction import SqliteTransaction
from tests.apps import AppApi, app_of
from tests.conftest import Api, Folders, Wire
from tests.methods.test_family import PREFIXES, SCOPES, has, listed

HARD = [
    "".join(map(chr, range(1, 48))),
    "\\ \" / '  %s %% {} </script> \x7f \x80 \u2028 \u2029 \ufeff \ufffe",
    "Ёлка, ⛵️, 🏳️‍🌈, ß, ﬀ, e\u0301",
    "}{",
    "",
]
AMOUNTS = [0, 0.5, 0.125, 0.375, 1.005, 2.675, 1e15 / 7, 123456789.99, -0.004, -12.345, 1e16, 1e21, 7]
MOMENTS = [
    "2026-03-29T00:30:00+00:00",
    "2026-03-29T01:30:00+00:00",
    "1969-12-31T23:59:59+00:00",
    "0900-01-02T03:04:05Z",
]


@pytest.fixture(params=["UTC", "America/New_York"])
def wire(request: pytest.FixtureRequest, in_files: None, folders: Folders, tmp_path: Path) -> Iterator[Wire]:
    """The demo portal, in a zone."""
    before = Wire(folders.demo(tmp_path / "data"))
    before.portal.store.write_now(lambda tx: tx.update(PORTAL, {"ID": 1}, {"TIME_ZONE": request.param}))
    before.close()
    wire = Wire(DataFolder(before.folder.path))
    yield wire
    wire.close()


def bodies(api: Api | AppApi, monkeypatch: pytest.MonkeyPatch, method: str, **params: Any) -> tuple[bytes, bytes]:
    """The answer with rows that the database has written, and the other, without the time that they took."""
    found = []
    for writes in (True, False):
        with monkeypatch.context() as patched:
            patched.setattr(SqliteTransaction, "writes_json", writes)
            body = api.send(method, **params).body
            found.append(body[: body.rindex(b',"time":')] if b',"time":' in body else body)
    return found[0], found[1]


@pytest.fixture
def filled(admin: Api) -> Api:
    """With deals, contacts and items of all that is hard to write."""
    made = admin("crm.deal.userfield.add", fields={"FIELD_NAME": "NOTE", "USER_TYPE_ID": "string"})
    assert made
    for kind in ("integer", "double", "boolean", "date", "datetime", "money", "url"):
        admin("crm.deal.userfield.add", fields={"FIELD_NAME": f"A_{kind}".upper(), "USER_TYPE_ID": kind})
        admin(
            "crm.deal.userfield.add", fields={"FIELD_NAME": f"S_{kind}".upper(), "USER_TYPE_ID": kind, "MULTIPLE": "Y"}
        )
    for number, amount in enumerate(AMOUNTS):
        text, moment = HARD[number % len(HARD)], MOMENTS[number % len(MOMENTS)]
        own = {
            "UF_CRM_NOTE": text,
            "UF_CRM_A_DOUBLE": amount,
            "UF_CRM_A_INTEGER": number,
            "UF_CRM_A_BOOLEAN": number % 2,
        }
        own |= {
            "UF_CRM_A_DATETIME": moment,
            "UF_CRM_S_URL": ["https://example.test/a", text],
            "UF_CRM_S_DOUBLE": [1, amount],
        }
        own = own if number % 4 else {}
        admin(
            "crm.deal.add",
            fields={
                "TITLE": text,
                "COMMENTS": text,
                "OPPORTUNITY": amount,
                "BEGINDATE": moment,
                "CONTACT_IDS": [1, 2],
                **own,
            },
        )
        admin("crm.contact.add", fields={"NAME": text or "x", "PHONE": [{"VALUE": text, "VALUE_TYPE": "WORK"}]})
        for type_id in (2, 4, 31):
            admin("crm.item.add", entityTypeId=type_id, fields={"title": text, "opportunity": amount})
    return admin


EVERYTHING = {"select": ["*", "UF_*"], "order": {"ID": "DESC"}}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("crm.deal.list", {"order": {"ID": "DESC"}}),
        ("crm.deal.list", EVERYTHING),
        ("crm.deal.list", {"select": ["ID", "OPPORTUNITY"], "order": {"ID": "DESC"}, "start": -1}),
        ("crm.deal.list", {"select": ["DATE_CREATE"], "filter": {"ID": 1}}),
        ("crm.deal.list", {"filter": {"ID": 0}}),
        ("crm.contact.list", {"select": ["*", "PHONE", "EMAIL"], "order": {"ID": "DESC"}}),
        ("crm.company.list", {}),
        ("crm.lead.list", {}),
        ("crm.item.list", {"entityTypeId": 2, "order": {"id": "desc"}}),
        ("crm.item.list", {"entityTypeId": 2, "select": ["*", "ufCrmNote", "contactIds"], "order": {"id": "desc"}}),
        ("crm.item.list", {"entityTypeId": 2, "select": ["id"], "filter": {"id": 0}}),
        ("crm.item.list", {"entityTypeId": 4, "order": {"id": "desc"}}),
        ("crm.item.list", {"entityTypeId": 31, "order": {"id": "desc"}}),
    ],
)
def test_records_are_written_alike(
    filled: Api, monkeypatch: pytest.MonkeyPatch, method: str, params: dict[str, Any]
) -> None:
    ours, made = bodies(filled, monkeypatch, method, **params)
    assert ours == made
    assert json.loads(ours + b"}")["result"] is not None


def test_every_family_is_written_alike(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = app_of(wire, 1, SCOPES)
    lists = [prefix for prefix in PREFIXES if has(prefix, "list")]
    assert len(lists) > 10
    rows = 0
    for prefix in lists:
        ours, made = bodies(admin, monkeypatch, f"{prefix}.list", **listed(prefix))
        assert ours == made, prefix
        rows += ours.count(b"{")
    assert rows > len(lists)


def test_who_looks_into_rows_finds_values(filled: Api, wire: Wire) -> None:
    """Batches whose commands refer to others, answers in XML, and whatever calls from within."""
    commands = {
        "found": "crm.deal.list?filter[ID]=1&select[]=ID&select[]=TITLE",
        "get": "crm.deal.get?id=$result[found][0][ID]",
    }
    result = filled("batch", cmd=commands)["result"]
    assert result["get"]["TITLE"] == result["found"][0]["TITLE"]
    xml = wire.send(f"{filled.base}crm.deal.list.xml", body=b'{"filter":{"ID":1},"select":["ID"]}')
    assert b"<ID>1</ID>" in xml.body, xml.body


def test_a_page_reads_what_is_written() -> None:
    assert Page({"items": msgspec.Raw(b'[{"id":1}]')}, written=True).read() == {"items": [{"id": 1}]}
