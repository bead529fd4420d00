"""``timeman.record.*`` of REST 3.0: the days of ``timeman.*``."""

import pytest

from tests.apps import AppApi
from tests.methods.timeman.conftest import NINE
from tests.methods.v3 import DENIED, FILTER, INVALID, ORDER, Api3

HOUR = 3600


def days(clara: AppApi) -> None:
    """A day with a break, and one that lasts."""
    wire = clara.wire
    clara("timeman.open")
    wire.freeze(NINE + HOUR)
    clara("timeman.pause")
    wire.freeze(NINE + 2 * HOUR)
    clara("timeman.open")
    wire.freeze(NINE + 5 * HOUR)
    clara("timeman.close")
    wire.freeze(NINE + 24 * HOUR)
    clara("timeman.open")
    wire.freeze(NINE + 25 * HOUR)


def test_days_are_records(clara: AppApi) -> None:
    days(clara)
    first, second = Api3(clara)("timeman.record.list", filter=[["userId", 3]])
    assert first == {
        "id": first["id"], "userId": 3, "startTime": "2026-04-15T09:00:00+00:00",
        "endTime": "2026-04-15T14:00:00+00:00", "duration": 4 * HOUR, "breakLength": HOUR,
        "state": "CLOSED", "isApproved": True,
    }  # fmt: skip
    assert (second["state"], second["endTime"], second["duration"]) == ("OPENED", None, HOUR)


def test_records_are_asked_for(admin: AppApi, clara: AppApi) -> None:
    days(clara)

    def found(*conditions: object, **more: object) -> list[int]:
        given = [["userId", 3], *conditions]
        return [each["duration"] // HOUR for each in Api3(admin)("timeman.record.list", filter=given, **more)]

    assert found(order={"duration": "ASC"}) == [1, 4]
    assert found(order={"startTime": "DESC"}, select=["duration"]) == [1, 4]
    assert found(["startTime", ">", "2026-04-15T12:00:00+02:00"]) == [1]
    assert found(["startTime", "between", ["2026-04-15", "2026-04-15T23:59:59"]]) == [4]
    assert found(pagination={"limit": 1, "page": 2}) == [1]


def test_whose_records_are_seen(admin: AppApi, clara: AppApi) -> None:
    clara("timeman.open")
    mine = {"filter": [["userId", 3]]}
    boris, dmitri = Api3(admin.as_user(2)), Api3(admin.as_user(4))
    assert len(boris("timeman.record.list", **mine)) == 1
    assert dmitri.refused("timeman.record.list", **mine) == DENIED
    caller = Api3(clara)
    assert caller.refused("timeman.record.list") == f"{INVALID} filter"
    assert caller.refused("timeman.record.list", filter=[]) == f"{INVALID} filter.userId"
    assert caller.refused("timeman.record.list", filter=[["userId", [3, 4]]]) == FILTER
    assert caller.refused("timeman.record.list", filter=[["userId", 3], ["userId", 4]]) == FILTER
    assert caller.refused("timeman.record.list", filter=[["userId", 3], ["endTime", 5]]) == f"{INVALID} endTime"
    assert caller.refused("timeman.record.list", **mine, order={"state": "ASC"}) == ORDER


@pytest.mark.parametrize("name", ["duration", "state"])
def test_fields_are_described(clara: AppApi, name: str) -> None:
    fields = {each["name"]: each for each in Api3(clara)("timeman.record.field.list")}
    assert [each for each in fields if fields[each]["filterable"]] == ["userId", "startTime"]
    assert Api3(clara)("timeman.record.field.get", name=name) == fields[name]
