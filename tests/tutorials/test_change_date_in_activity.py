"""``how-to-change-date-in-activity.md``: an open to-do of a deal is put off until tomorrow."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import Api

DEAL = 2


@pytest.fixture
def deal(admin: Api) -> int:
    """A deal with one open to-do."""
    made: int = admin("crm.deal.add", fields={"TITLE": "Oars"})
    admin(
        "crm.activity.todo.add",
        ownerTypeId=DEAL,
        ownerId=made,
        deadline="2027-08-14T10:00:00+03:00",
        title="Contact client",
    )
    return made


def test_an_open_to_do_gets_a_new_deadline(admin: Api, deal: int) -> None:
    wanted = {"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal, "COMPLETED": "N"}
    (found,) = admin("crm.activity.list", filter=wanted)
    assert (found["SUBJECT"], found["COMPLETED"]) == ("Contact client", "N")
    tomorrow = datetime.fromisoformat(found["DEADLINE"]) + timedelta(days=1)
    answer = admin(
        "crm.activity.todo.update",
        id=found["ID"],
        ownerTypeId=found["OWNER_TYPE_ID"],
        ownerId=found["OWNER_ID"],
        deadline=tomorrow.isoformat(),
        title="Contact the customer",
        responsibleId=found["RESPONSIBLE_ID"],
        pingOffsets=[0, 15],
        colorId="2",
    )
    assert answer == {"id": int(found["ID"])}
    (after,) = admin("crm.activity.list", filter=wanted)
    assert datetime.fromisoformat(after["DEADLINE"]) == tomorrow
    assert after["SUBJECT"] == "Contact the customer"


def test_errors(admin: Api, nobody: Api, deal: int) -> None:
    wanted = {"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal}
    (found,) = admin("crm.activity.list", filter=wanted)
    change = {"id": found["ID"], "ownerTypeId": DEAL, "ownerId": deal, "deadline": "2027-08-15T10:00:00+03:00"}
    method = "crm.activity.todo.update"
    assert admin.refused(method, **change | {"deadline": "soon"}) == (400, "WRONG_DATETIME_FORMAT")
    assert admin.refused(method, **change | {"id": 999_999}) == (400, "NOT_FOUND")
    assert admin.refused(method, **change | {"ownerId": 999_999}) == (400, "OWNER_NOT_FOUND")
    assert nobody.refused(method, **change) == (400, "ACCESS_DENIED")
    admin("crm.activity.update", id=found["ID"], fields={"COMPLETED": "Y"})
    assert admin("crm.activity.list", filter=wanted | {"COMPLETED": "N"}) == []
    assert admin.refused(method, **change) == (400, "CAN_NOT_UPDATE_COMPLETED_TODO")
