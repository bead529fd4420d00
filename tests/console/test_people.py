"""The pages of people and of groups, as a browser without scripts sees them."""

import re

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire, api_of
from tests.console.crm import Person


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, "sonet,sonet_group,user,department")


def structure(text: str) -> dict[str, list[str]]:
    """The people of each department, in their order."""
    found = {}
    for section in re.findall(r"<section class=.*?</section>", text, re.DOTALL):
        title = re.search(r"<h2[^>]*>([^<]+)", section)
        assert title is not None
        found[title[1].strip()] = re.findall(r'<a href="/company/personal/user/\d+/">([^<]+)</a>', section)
    return found


def test_people_are_shown_by_department_and_found_by_name(ada: Person, admin: Api) -> None:
    inner = admin("department.add", NAME="Inner <sales>", PARENT=2)
    admin("user.update", ID=4, UF_DEPARTMENT=[inner])
    text = ada.text("/company/")
    shown = structure(text)
    assert list(shown) == ["Harbour Trading", "Sales", "Inner &lt;sales&gt;", "Support"]
    assert shown["Harbour Trading"] == ["Ada Keel"]
    assert shown["Sales"][0] == "Boris Anker", "the head comes first"
    assert shown["Inner &lt;sales&gt;"] == ["Dmitri Quay"]
    assert re.findall(r'depth-2"', text) == ['depth-2"']
    assert structure(ada.text("/company/?q=mast")) == {"Sales": ["Clara Mast"]}
    assert "Nobody fits" in ada.text("/company/?q=nobody")


def test_a_group_is_made_joined_led_and_left(ada: Person, clara: Person, admin: Api) -> None:
    made = ada.send("/workgroups/add/", name="Harbour <works>", description="All that floats", opened="Y")
    path = made.headers["location"]
    number = int(path.split("/")[-2])
    group = admin("sonet_group.get", FILTER={"ID": number})[0]
    assert (group["NAME"], group["OPENED"], group["VISIBLE"]) == ("Harbour <works>", "Y", "Y")
    assert "All that floats" in ada.text(path)
    links = ada.links(path).every
    assert f"/tasks/board/?group={number}" in links
    assert f"/calendar/?of={number}" in links
    assert ada.open(next(each for each in links if each.startswith("/disk/folder/"))).status == 200

    assert "open to all" in clara.text("/workgroups/")
    assert clara.send(f"{path}join/").headers["location"] == path
    assert "Member" in clara.text("/workgroups/")
    ada.send(f"{path}members/", user=4, do="add")
    ada.send(f"{path}members/", user=3, do="moderator")
    roles = {each["USER_ID"]: each["ROLE"] for each in admin("sonet_group.user.get", ID=number)}
    assert roles == {"1": "A", "3": "E", "4": "K"}
    clara.send(f"{path}members/", user=5, do="invite")
    assert clara.send(f"{path}members/", user=4, do="remove").status in (400, 403)
    assert ada.send(f"{path}members/", user=4, do="nonsense").status == 400
    ada.send(f"{path}members/", user=4, do="remove")
    ada.send(f"{path}members/", user=3, do="member")
    roles = {each["USER_ID"]: each["ROLE"] for each in admin("sonet_group.user.get", ID=number)}
    assert roles == {"1": "A", "3": "K"}


def test_a_hidden_group_is_shown_to_its_members_alone(ada: Person, clara: Person) -> None:
    path = ada.send("/workgroups/add/", name="Smugglers", hidden="Y").headers["location"]
    assert "Smugglers" in ada.text("/workgroups/")
    assert "Smugglers" not in clara.text("/workgroups/")
    assert clara.open(path).status == 404
    assert clara.send(f"{path}join/").status == 400


def test_applications_are_opened_where_they_are_bound(wire: Wire, ada: Person, admin: Api) -> None:
    group = admin("sonet_group.create", NAME="Harbour works")
    app = app_of(wire, 1, "placement,user,sonet_group,crm")
    person, of_group = "/company/personal/user/{}/", f"/workgroups/group/{group}/"
    for placement, page, told, elsewhere in (
        ("USER_PROFILE_TOOLBAR", person.format(3), "?USER_ID=3", of_group),
        ("USER_PROFILE_MENU", person.format(1), "?USER_ID=1", person.format(3)),
        ("SONET_GROUP_DETAIL_TAB", of_group, f"?GROUP_ID={group}", person.format(1)),
        ("SONET_GROUP_TOOLBAR", of_group, "", person.format(1)),
        ("CRM_DEAL_DOCUMENTGENERATOR_BUTTON", "/crm/deal/1/papers/", "?ENTITY_ID=1", "/crm/lead/1/papers/"),
        (
            "CRM_DYNAMIC_130_DOCUMENTGENERATOR_BUTTON",
            "/crm/dynamic-130/1/papers/",
            "?ENTITY_ID=1",
            "/crm/deal/1/papers/",
        ),
    ):
        handler = f"https://app.example.test/{placement}"
        app("placement.bind", PLACEMENT=placement, HANDLER=handler, TITLE="Sounding")
        (href,) = (each for each in ada.links(page).every if "/placement/" in each)
        assert href.endswith(f"/{told}"), placement
        assert "Sounding" in ada.text(href)
        assert not [each for each in ada.links(elsewhere).every if "/placement/" in each], placement
        app("placement.unbind", PLACEMENT=placement, HANDLER=handler)
