"""What a file declares becomes the portal's, once."""

from homeport.domain.declared.applying import Change, Outcome
from homeport.domain.portal import generation
from homeport.domain.portal.credentials import webhooks
from tests.conftest import Api, Wire
from tests.declared.conftest import EXAMPLE, Apply

PEOPLE = """
[departments.yard]
name = "Yard"
head = "vera"
[departments.paint]
name = "Paint shop"
parent = "yard"
[users.vera]
email = "vera.helm@example.test"
name = "Vera"
departments = ["paint"]
[roles.painter]
name = "Painter"
rights = { LEAD = { READ = "X" } }
departments_and_below = ["yard"]
[webhooks.ci]
user = "vera"
code = "fixed0code"
scope = ["crm", "user"]
"""

DEAL = """
[companies.acme]
TITLE = "Acme"
PHONE = ["+49 40 5550100"]
[contacts.anna]
NAME = "Anna"
COMPANY_IDS = ["acme"]
[deals.boat]
TITLE = "Boat"
STAGE_ID = "NEW"
COMPANY_ID = "acme"
[activities.call]
OWNER = "deals.boat"
TYPE_ID = 2
SUBJECT = "Call"
RESPONSIBLE_ID = 3
COMMUNICATIONS = [{ VALUE = "+49 40 5550100", RECORD = "contacts.anna" }]
BINDINGS = ["companies.acme"]
"""


def names(outcome: Outcome) -> list[tuple[str, str]]:
    return [(change.done, change.name) for change in outcome.changes]


def test_the_example_of_the_documentation_is_applied_once_and_then_changes_nothing(applied: Apply, wire: Wire) -> None:
    text = EXAMPLE.read_text()
    first = applied(text)
    assert len(first.changes) == first.declared + 1  # the settings too
    before = _generation(wire)
    assert applied(text).changes == ()
    assert applied(text.replace("\n", "\r\n").encode()).changes == ()
    assert _generation(wire) == before


def _generation(wire: Wire) -> int:
    with wire.portal.store.snapshot() as tx:
        return generation.current(tx)


def test_a_webhook_with_a_fixed_code_calls_with_what_the_role_of_its_users_department_allows(
    applied: Apply, wire: Wire
) -> None:
    applied(PEOPLE)
    found = wire.send("/rest/7/fixed0code/user.current").result
    assert (found["NAME"], found["EMAIL"]) == ("Vera", "vera.helm@example.test")
    vera = Api(wire, 7, "fixed0code")
    assert len(vera("crm.lead.list", select=["ID"])) == 40
    assert vera.refused("crm.deal.list") == (400, "")


def test_a_changed_line_changes_just_that(applied: Apply, admin: Api) -> None:
    applied(PEOPLE + DEAL)
    assert applied((PEOPLE + DEAL).replace('"NEW"', '"PREPARATION"').replace("Paint shop", "Paint")).changes == (
        Change("changed", "departments.paint", ("name",)),
        Change("changed", "deals.boat", ("STAGE_ID",)),
    )
    (deal,) = admin("crm.deal.list", filter={"TITLE": "Boat"})
    assert deal["STAGE_ID"] == "PREPARATION"


def test_what_somebody_else_changed_is_put_back_and_what_the_file_does_not_name_is_left_alone(
    applied: Apply, admin: Api
) -> None:
    applied(DEAL)
    (deal,) = admin("crm.deal.list", filter={"TITLE": "Boat"})
    admin("crm.deal.update", id=deal["ID"], fields={"STAGE_ID": "WON", "COMMENTS": "Mine"})
    assert applied(DEAL).changes == (Change("changed", "deals.boat", ("STAGE_ID",)),)
    now = admin("crm.deal.get", id=deal["ID"])
    assert (now["STAGE_ID"], now["COMMENTS"]) == ("NEW", "Mine")


def test_a_deleted_record_is_made_again(applied: Apply, admin: Api) -> None:
    applied(DEAL)
    (deal,) = admin("crm.deal.list", filter={"TITLE": "Boat"})
    admin("crm.deal.delete", id=deal["ID"])
    assert set(names(applied(DEAL))) == {("added", "deals.boat"), ("changed", "activities.call")}


def test_records_refer_to_each_other_whichever_comes_first(applied: Apply, admin: Api) -> None:
    text = '[companies.acme]\nTITLE = "Acme Yard"\nCONTACT_ID = ["anna"]\n[contacts.anna]\nNAME = "Anna"\n'
    applied(text)
    (company,) = admin("crm.company.list", filter={"TITLE": "Acme Yard"})
    (contact,) = admin("crm.contact.list", filter={"COMPANY_ID": company["ID"]})
    assert contact["NAME"] == "Anna"
    assert applied(text).changes == ()


def test_the_phones_of_a_record_are_those_of_the_file(applied: Apply, admin: Api) -> None:
    applied(DEAL)
    applied(DEAL.replace('["+49 40 5550100"]\n[contacts', '["+49 40 1", "+49 40 2"]\n[contacts'))
    (company,) = admin("crm.company.list", filter={"TITLE": "Acme"})
    found = admin("crm.company.get", id=company["ID"])["PHONE"]
    assert [phone["VALUE"] for phone in found] == ["+49 40 1", "+49 40 2"]


def test_an_activity_is_bound_to_what_the_file_says(applied: Apply, admin: Api) -> None:
    applied(DEAL)
    (deal,) = admin("crm.deal.list", filter={"TITLE": "Boat"})
    (call,) = admin("crm.activity.list", filter={"OWNER_TYPE_ID": 2, "OWNER_ID": deal["ID"]})
    bound = admin("crm.activity.binding.list", activityId=int(call["ID"]))
    assert [each["entityTypeId"] for each in bound] == [2, 3, 4]
    applied(DEAL.replace('BINDINGS = ["companies.acme"]', "BINDINGS = []"))
    bound = admin("crm.activity.binding.list", activityId=int(call["ID"]))
    assert [each["entityTypeId"] for each in bound] == [2, 3]


def test_people_and_roles_that_are_there_already_are_taken_as_they_are_known(applied: Apply) -> None:
    text = """
    [users.clara]
    email = "Clara.Mast@example.test"
    [departments.sales]
    name = "Sales"
    [roles.salesperson]
    name = "Salesperson"
    """
    assert applied(text).changes == (Change("changed", "users.clara", ("email",)),)


def test_a_new_department_without_one_above_is_in_the_company_itself(applied: Apply, admin: Api) -> None:
    text = """
    [departments.yard]
    name = "Yard"
    [departments.paint]
    name = "Paint"
    parent = "yard"
    [departments.apart]
    name = "Apart"
    parent = 0
    """
    applied(text)
    found = {each["NAME"]: each for each in admin("department.get")}
    assert found["Yard"]["PARENT"] == "1"
    assert found["Paint"]["PARENT"] == found["Yard"]["ID"]
    assert "PARENT" not in found["Apart"]
    assert applied(text).changes == ()
    applied('[departments.yard]\nname = "Yard"\nparent = "apart"\n[departments.apart]\nname = "Apart"\nparent = 0\n')
    applied('[departments.yard]\nname = "Yards"\n')
    (yard,) = admin("department.get", NAME="Yards")
    assert yard["PARENT"] == found["Apart"]["ID"], "what the file does not say is left alone"


def test_an_entry_of_the_same_name_does_not_take_the_place_of_one_that_was_applied_before(applied: Apply) -> None:
    text = '[departments.paint]\nname = "Paint"\n'
    applied(text)
    other = '[departments.hull]\nname = "Hull"\n[departments.other]\nname = "Paint"\nparent = "hull"\n'
    assert names(applied(other + text)) == [("added", "departments.hull"), ("added", "departments.other")]


def test_a_new_password_is_taken_once(applied: Apply) -> None:
    text = '[users.clara]\nemail = "clara.mast@example.test"\npassword = "correct horse"\n'
    assert applied(text).changes == (Change("changed", "users.clara", ("password",)),)
    assert applied(text).changes == ()
    assert applied(text.replace("horse", "donkey")).changes == (Change("changed", "users.clara", ("password",)),)


def test_a_webhooks_code_can_change(applied: Apply, wire: Wire) -> None:
    applied(PEOPLE)
    other = PEOPLE.replace("fixed0code", "other0code")
    assert applied(other).changes == (Change("changed", "webhooks.ci", ("code",)),)
    assert wire.send("/rest/7/other0code/profile").status == 200
    assert wire.send("/rest/7/fixed0code/profile").status == 401


def test_a_webhook_that_was_revoked_does_not_make_the_file_take_anothers_place(applied: Apply, wire: Wire) -> None:
    applied(PEOPLE)
    store, key, clock = wire.portal.store, wire.folder.key(), wire.portal.clock
    last = store.write_now(lambda tx: webhooks.listed(tx)[-1]["ID"])
    store.write_now(lambda tx: webhooks.revoke(tx, last))
    store.write_now(lambda tx: webhooks.add(tx, clock, key, 1, "crm", code="somebodys0own", title="Own", expires=None))
    assert applied(PEOPLE).changes == (Change("added", "webhooks.ci"),)
    assert wire.send("/rest/1/somebodys0own/profile").status == 200


def test_an_application_is_added_with_its_keys_and_changed(applied: Apply, wire: Wire) -> None:
    text = """
    [apps.stock]
    title = "Stock check"
    client_id = "local.stock"
    client_secret = "fixed0secret"
    api_only = true
    users = [1]
    """
    assert applied(text).changes == (Change("added", "apps.stock"),)
    assert applied(text).changes == ()
    changed = text.replace("Stock check", "Stocks").replace("fixed0secret", "other0secret")
    assert applied(changed).changes == (Change("changed", "apps.stock", ("title", "client_secret")),)


def test_a_check_says_what_would_change_and_changes_nothing(applied: Apply, admin: Api) -> None:
    would = applied(PEOPLE + DEAL, check=True)
    assert admin("crm.deal.list", filter={"TITLE": "Boat"}) == []
    assert applied(PEOPLE + DEAL) == would
