"""Activities with the provider ``REST_APP``: whoever made them has them alone."""

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.test_activity import DEAL, a_call, a_deal, text_of

ALONE = "Application context required"


@pytest.fixture
def deal(admin: Api) -> int:
    return a_deal(admin)


def test_an_application_makes_changes_and_deletes_activities_of_its_own(wire: Wire, admin: Api, deal: int) -> None:
    maker, other = app_of(wire, 1, "crm"), app_of(wire, 1, "crm")
    fields = {"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal, "TYPE_ID": 6, "SUBJECT": "Look up", "RESPONSIBLE_ID": 1}
    activity = maker("crm.activity.add", fields={**fields, "PROVIDER_ID": "REST_APP"})
    stored = admin("crm.activity.get", id=activity)
    assert (stored["PROVIDER_ID"], stored["PROVIDER_TYPE_ID"]) == ("REST_APP", "LINK")
    assert "CLIENT_ID" not in stored
    for caller in (admin, other):
        assert text_of(caller, "crm.activity.update", id=activity, fields={"SUBJECT": "Mine"}) == ALONE
        assert text_of(caller, "crm.activity.delete", id=activity) == ALONE
    assert admin("crm.activity.get", id=activity) == stored
    assert admin("crm.activity.binding.add", activityId=activity, entityTypeId=DEAL, entityId=a_deal(admin))
    todo = {"id": activity, "ownerTypeId": DEAL, "ownerId": deal, "deadline": "2030-01-01"}
    assert admin.refused("crm.activity.todo.update", **todo) == (400, "NOT_FOUND")
    told = admin("batch", cmd={"gone": f"crm.activity.delete?id={activity}"})
    assert told["result_error"]["gone"]["error_description"] == ALONE
    assert maker("crm.activity.update", id=activity, fields={"SUBJECT": "Looked up", "COMPLETED": "Y"}) is True
    assert admin("crm.activity.get", id=activity)["SUBJECT"] == "Looked up"
    assert maker("crm.activity.delete", id=activity) is True
    assert text_of(admin, "crm.activity.get", id=activity) == "Activity is not found"


def test_nobody_makes_another_activity_an_applications(wire: Wire, admin: Api, deal: int) -> None:
    call = a_call(admin, deal)
    app = app_of(wire, 1, "crm")
    assert text_of(app, "crm.activity.update", id=call, fields={"PROVIDER_ID": "REST_APP"}) == ALONE
