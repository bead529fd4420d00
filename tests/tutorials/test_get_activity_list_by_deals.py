"""``get-activity-list-by-deals.md``: what is left to do on an employee's deals."""

from tests.conftest import Api

DEAL = 2


def test_the_open_activities_of_the_callers_deals_with_names(seller: Api) -> None:
    user = seller("user.current")["ID"]
    assert user == "3"
    wanted = {"entityTypeId": DEAL, "select": ["id", "title"], "filter": {"assignedById": user}}
    deals = {deal["id"]: deal["title"] for deal in seller("crm.item.list", **wanted)["items"]}
    assert deals
    pairs = [{"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal} for deal in deals]
    select = ["ID", "OWNER_ID", "SUBJECT", "DEADLINE", "RESPONSIBLE_ID"]
    found = seller("crm.activity.list", filter={"BINDINGS": pairs, "COMPLETED": "N"}, select=select)
    assert found
    assert all(set(activity) == set(select) for activity in found)
    responsible = sorted({activity["RESPONSIBLE_ID"] for activity in found})
    people = seller("user.get", filter={"ID": responsible})
    assert sorted(person["ID"] for person in people) == responsible
    assert all(person["NAME"] for person in people)


def test_an_activity_of_two_deals_comes_once_for_each(admin: Api) -> None:
    first, second = (admin("crm.deal.add", fields={"TITLE": title}) for title in ("Oars", "Paddles"))
    made = admin(
        "crm.activity.todo.add", ownerTypeId=DEAL, ownerId=first, deadline="2027-08-14 10:00:00", title="Call client"
    )["id"]
    admin("crm.activity.binding.add", activityId=made, entityTypeId=DEAL, entityId=second)
    pairs = [{"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal} for deal in (first, second)]
    found = admin("crm.activity.list", filter={"BINDINGS": pairs, "COMPLETED": "N"}, select=["ID", "SUBJECT"])
    assert found == [{"ID": str(made), "SUBJECT": "Call client"}] * 2


def test_errors(admin: Api) -> None:
    assert admin.send("crm.item.list", entityTypeId=DEAL, filter={"field": 1}).error == (
        400,
        "INVALID_ARG_VALUE",
        "Invalid filter: field 'field' is not allowed in filter",
    )
    assert admin.refused("crm.item.list", entityTypeId=8) == (400, "NOT_FOUND")


def test_a_guest_is_refused(guest: Api) -> None:
    assert guest.refused("crm.item.list", entityTypeId=DEAL) == (403, "allowed_only_intranet_user")
