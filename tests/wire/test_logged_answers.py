"""What the request log keeps of answers, and what it must never keep."""

import json
from typing import get_type_hints

import pytest

from homeport.domain.portal import settings
from homeport.methods import load
from tests.apps import app_of
from tests.conftest import Answer, Api, Wire
from tests.methods.disk.conftest import Disk, download
from tests.wire.test_request_log import FIELDS, SECRET, last

MAX_ANSWER = settings.Settings().answer_bytes
assert isinstance(MAX_ANSWER, int)


def on_disk(wire: Wire) -> str:
    """Everything that the log has."""
    assert wire.portal.journal is not None
    return wire.portal.journal.path.read_text()


def test_an_answer_is_kept_as_it_was_sent(wire: Wire, admin: Api, seller: Api) -> None:
    def same(sent: Answer) -> bool:
        return bool(last(wire).answered == sent.json)

    assert same(seller.send("crm.activity.binding.list", activityId=1))
    assert same(seller.send("crm.activity.binding.list", activityId=10**9))
    assert same(admin.send("crm.deal.list", select=["ID", "TITLE", "COMMENTS"], filter={"<=ID": 5}))
    assert same(admin.send("batch", cmd={"a": "profile", "b": "no.such"}))
    assert same(wire.send(admin.base.replace("/rest/", "/rest/api/") + "tasks.task.get", body=b'{"id": 987654321}'))
    assert last(wire).answered["error"]["code"] != "***"  # of names of errors and symbols
    assert wire.send(admin.base + "profile.xml").body.decode() == last(wire).answered
    assert (
        wire.send(admin.base + "crm.activity.binding.list.xml", body=b'{"activityId":1}').body.decode()
        == last(wire).answered
    )


def test_a_long_answer_is_cut(wire: Wire, admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Ä" * 200, "COMMENTS": "y" * 20 * MAX_ANSWER})
    sent = admin.send("crm.deal.get", id=deal)
    entry = last(wire)
    assert isinstance(entry.answered, str)
    assert entry.size == len(sent.body) > 20 * MAX_ANSWER
    assert sent.body.decode().startswith(entry.answered.removesuffix("…"))
    assert len(entry.answer) <= 2 * MAX_ANSWER


@pytest.mark.parametrize("sent", [each for each in FIELDS if isinstance(each, str)])
@pytest.mark.parametrize("long", [False, True])
def test_secrets_in_texts_of_answers_are_not_kept(wire: Wire, admin: Api, sent: str, long: bool) -> None:
    filled = "x" * (2 * MAX_ANSWER) if long else ""
    deal = admin("crm.deal.add", fields={"TITLE": sent[:255], "COMMENTS": f"{sent} {filled}"})
    assert SECRET in json.dumps(admin.send("crm.deal.get", id=deal).json)
    assert SECRET in json.dumps(admin.send("batch", cmd={"a": f"crm.deal.get?id={deal}"}).json)
    assert SECRET in wire.send(admin.base + "crm.deal.get.xml", body=b'{"id":%d}' % deal).body.decode()
    assert SECRET not in on_disk(wire)
    if not long:
        assert last(wire).answered != ""


@pytest.mark.parametrize("path", ["crm.deal.get", "crm.deal.get.xml"])
def test_a_secret_that_is_cut_in_two_is_not_kept(wire: Wire, admin: Api, path: str) -> None:
    address = f"https://ada:{SECRET}"
    deal = admin("crm.deal.add", fields={"COMMENTS": f"{address}@example.test"})
    asked = json.dumps({"id": deal}).encode()
    ends = wire.send(admin.base + path, body=asked).body.index(address.encode()) + len(address)
    admin("crm.deal.update", id=deal, fields={"COMMENTS": "x" * (MAX_ANSWER - ends) + f"{address}@example.test"})
    sent = wire.send(admin.base + path, body=asked).body
    assert sent[:MAX_ANSWER].endswith(address.encode())
    assert "https://***…" in last(wire).answered
    assert SECRET not in on_disk(wire)


def test_what_has_the_name_of_a_secret_is_not_kept(wire: Wire) -> None:
    app = app_of(wire, 1)
    options = {
        "access_token": SECRET, "token": {"a": [SECRET, {"b": SECRET}]}, "auth": [SECRET], "note": "kept",
        "key": "kept too", "password": 1, "quote\"d_secret": SECRET, "no_secret": "", "\\u0061uth": SECRET,
    }  # fmt: skip
    app("app.option.set", options=options)
    assert SECRET in json.dumps(app.send("app.option.get").json)
    assert last(wire).answered["result"] | {"no_secret": ""} == {
        name: value if "kept" in str(value) or value == "" else "***" for name, value in options.items()
    }
    wire.send("/rest/app.option.get.xml", body=json.dumps({"auth": app.pair.access}).encode())
    assert last(wire).answered.count("***") == 6
    assert SECRET not in on_disk(wire)


def test_addresses_of_files_and_files_are_not_kept(wire: Wire, admin: Api) -> None:
    disk = Disk(admin)
    file = disk.file("secret.txt", SECRET.encode())
    told = admin("disk.file.get", id=file)["DOWNLOAD_URL"]
    assert "***" in last(wire).answered["result"]["DOWNLOAD_URL"]
    assert SECRET in download(admin, told).body.decode()
    assert (last(wire).status, last(wire).size, last(wire).answered) == (200, 0, None)
    assert SECRET not in on_disk(wire)
    assert told.partition("?")[2] not in on_disk(wire)


def test_of_strangers_no_answer_is_kept(wire: Wire) -> None:
    wire.send("/rest/1/wrong/crm.deal.add")
    assert (last(wire).status, last(wire).answered) == (401, None)


def test_an_operator_may_do_without(wire: Wire, admin: Api) -> None:
    wire.portal.store.write_now(lambda tx: settings.change(tx, {"answer_bytes": "off"}))
    admin("profile")
    assert last(wire).answered is None
    wire.portal.store.write_now(lambda tx: settings.change(tx, {"answer_bytes": 65_536}))
    admin("profile")
    assert last(wire).answered["result"]["ID"] == "1"


def test_plain_methods_answer_with_numbers_only(admin: Api) -> None:
    others = [each.name for each in load() if each.plain and get_type_hints(each.handler)["return"] not in (int, bool)]
    assert others == ["crm.activity.binding.list"]
    found = admin("crm.activity.binding.list", activityId=1)
    assert found
    assert all(isinstance(value, int) for each in found for value in each.values())
