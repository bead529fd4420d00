"""``department.*``: the tree of departments, and what follows for whom people reach."""

from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain.portal.people import roles
from homeport.domain.portal.tables import ROLE_MEMBER
from homeport.store import Query
from tests.conftest import Api, Wire
from tests.methods.test_user import ids

MISPLACED = (400, "ERROR_CORE", "There can only be one top-level department in the company structure")
NOT_FOUND = (400, "ERROR_CORE", "Department not found")
DENIED = (400, "ERROR_CORE", "Access denied")


def tree(api: Api) -> dict[str, str | None]:
    """What each department is below, by names."""
    rows = api("department.get")
    names = {row["ID"]: row["NAME"] for row in rows}
    return {row["NAME"]: names.get(row.get("PARENT")) for row in rows}


def test_departments_are_listed_with_their_place(seller: Api) -> None:
    answer = seller.send("department.get")
    assert answer.json["total"] == 3
    assert answer.result[1] == {"ID": "2", "NAME": "Sales", "SORT": 500, "PARENT": "1", "UF_HEAD": "2"}
    assert "PARENT" not in answer.result[0]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"ID": 2}, ["2"]),
        ({"ID": [1, 3]}, ["1", "3"]),
        ({"NAME": "Support"}, ["3"]),
        ({"PARENT": "1"}, ["2", "3"]),
        ({"UF_HEAD": 1}, ["1"]),
        ({"SORT": 500}, ["1", "2", "3"]),
        ({"SORT": 10}, []),
        ({"sort": "NAME", "order": "DESC"}, ["3", "2", "1"]),
        ({"PARENT": "nowhere"}, []),
        ({">ID": 1, "SORT": "ID", "ORDER": "DESC"}, ["3", "2"]),
        ({"filter": {">ID": 1}, "order": {"ID": "DESC"}, "start": -1}, ["3", "2"]),
        ({"filter": {">ID": 3}, "NO_SUCH_FIELD": 1}, []),
    ],
)
def test_departments_are_found(seller: Api, given: dict[str, Any], found: list[str]) -> None:
    assert ids(seller("department.get", **given)) == found


def test_a_department_is_added_with_all_that_is_said(admin: Api) -> None:
    number = admin("department.add", NAME="Quay", PARENT=1, SORT="450", UF_HEAD=4)
    assert number == 4
    row = {"ID": "4", "NAME": "Quay", "SORT": 450, "PARENT": "1", "UF_HEAD": "4"}
    assert admin("department.get", ID=number) == [row]
    plain = admin("department.add", name="Sheds", parent=str(number))
    assert admin("department.get", ID=plain) == [{"ID": str(plain), "NAME": "Sheds", "SORT": 500, "PARENT": "4"}]


def test_fields_are_named(seller: Api) -> None:
    assert list(seller("department.fields")) == ["ID", "NAME", "SORT", "PARENT", "UF_HEAD"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"PARENT": 1}, (400, "ERROR_CORE", "Department name not provided.<br>")),
        ({"NAME": "", "PARENT": 1}, (400, "ERROR_CORE", "Department name not provided.<br>")),
        ({"NAME": "Quay"}, MISPLACED),
        ({"NAME": "Quay", "PARENT": 0}, MISPLACED),
        ({"NAME": "Quay", "PARENT": 99}, MISPLACED),
        ({"NAME": "Quay", "PARENT": 1, "UF_HEAD": 99}, (400, "ERROR_CORE", "Invalid value for the field UF_HEAD")),
        ({"NAME": "Quay", "PARENT": 1, "SORT": "soon"}, (400, "ERROR_CORE", "Invalid value for the field SORT")),
        ({"NAME": ["Quay"], "PARENT": 1}, (400, "ERROR_CORE", "Invalid value for the field NAME")),
        ({"NAME": "Quay", "PARENT": 2**63}, (400, "ERROR_CORE", "Invalid value for the field PARENT")),
    ],
)
def test_what_is_no_department_is_refused(admin: Api, given: dict[str, Any], refusal: Any) -> None:
    before = admin("department.get")
    assert admin.send("department.add", **given).error == refusal
    assert admin("department.get") == before


def test_a_department_is_changed_in_what_is_said(admin: Api) -> None:
    assert admin("department.update", ID=3, NAME="Care", SORT=10) is True
    assert admin("department.get", ID=3) == [
        {"ID": "3", "NAME": "Care", "SORT": 10, "PARENT": "1", "UF_HEAD": "5"},
    ]
    admin("department.update", ID=3, UF_HEAD=0, SORT="")
    assert admin("department.get", ID=3) == [{"ID": "3", "NAME": "Care", "SORT": 500, "PARENT": "1"}]
    admin("department.update", ID=1, NAME="Trading")
    assert tree(admin) == {"Trading": None, "Sales": "Trading", "Care": "Trading"}


def test_a_department_is_never_below_itself(admin: Api) -> None:
    quay = admin("department.add", NAME="Quay", PARENT=2)
    before = admin("department.get")
    for number, parent in ((2, 2), (2, quay), (1, 3), (2, 0), (2, ""), (3, 99)):
        assert admin.send("department.update", ID=number, PARENT=parent).error == MISPLACED
    assert admin.send("department.update", ID=2, NAME="").error[1] == "ERROR_CORE"
    assert admin("department.get") == before
    assert admin("department.update", ID=quay, PARENT=3) is True
    assert tree(admin)["Quay"] == "Support"


@pytest.mark.parametrize("number", [99, 0, -2, "two", None, [2]])
def test_what_does_not_exist_is_not_found(admin: Api, number: Any) -> None:
    assert admin.send("department.update", ID=number, NAME="X").error == NOT_FOUND
    assert admin.send("department.delete", ID=number).error == NOT_FOUND


def test_only_administrators_change_the_structure(seller: Api) -> None:
    before = seller("department.get")
    assert seller.send("department.add", NAME="Quay", PARENT=1).error == DENIED
    assert seller.send("department.update", ID=2, NAME="Quay").error == DENIED
    assert seller.send("department.delete", ID=2).error == DENIED
    assert seller("department.get") == before


def test_what_was_in_a_deleted_department_comes_to_the_one_above(admin: Api) -> None:
    quay = admin("department.add", NAME="Quay", PARENT=2)
    assert admin("department.delete", ID=2) is True
    assert tree(admin) == {"Harbour Trading": None, "Support": "Harbour Trading", "Quay": "Harbour Trading"}
    assert {row["ID"]: row["UF_DEPARTMENT"] for row in admin("user.get", ID=[1, 2, 3])} == {
        "1": [1], "2": [1], "3": [1],
    }  # fmt: skip
    admin("department.delete", ID=quay)
    assert admin("department.add", NAME="Pier", PARENT=1) == quay + 1, "a number is not used again"


def test_the_top_of_the_structure_goes_last(admin: Api) -> None:
    for number in (2, 3):
        admin("department.delete", ID=number)
    assert admin.refused("department.delete", ID=1) == (400, "ERROR_CORE")
    assert tree(admin) == {"Harbour Trading": None}


def deals(api: Api) -> set[str]:
    return {row["TITLE"] for row in api("crm.deal.list", filter={"%TITLE": "of whom"}, select=["TITLE"])}


def test_whom_a_head_reaches_follows_at_once(wire: Wire, admin: Api, seller: Api) -> None:
    """By the role of a department, and by being its head."""
    admin("crm.deal.add", fields={"TITLE": "Farid's, of whom", "ASSIGNED_BY_ID": 6, "OPENED": "N"})

    def reach(tx: Any) -> None:
        role = roles.add(tx, "below", "Reads below", {"DEAL": {"READ": "F"}})
        roles.assign(tx, role, "U3")

    wire.portal.store.write_now(reach)
    assert deals(seller) == set()
    admin("department.update", ID=3, UF_HEAD=3)
    assert deals(seller) == {"Farid's, of whom"}
    admin("department.update", ID=3, UF_HEAD=5)
    assert deals(seller) == set()
    admin("department.update", ID=3, PARENT=2)
    assert deals(seller) == {"Farid's, of whom"}, "what is below one's own department"
    admin("department.update", ID=3, PARENT=1)
    assert deals(seller) == set()
    admin("department.delete", ID=2)
    assert deals(seller) == {"Farid's, of whom"}, "now in the department above both"


def test_a_role_goes_with_its_department(wire: Wire, admin: Api) -> None:
    admin("department.delete", ID=2)
    with wire.portal.store.snapshot() as tx:
        members = {row[0] for row in tx.all(Query(select(ROLE_MEMBER.c.MEMBER)))}
    assert "D2" not in members
    assert "DR3" in members


def test_a_batch_builds_a_branch(admin: Api) -> None:
    cmd = {
        "quay": "department.add?NAME=Quay&PARENT=1",
        "shed": "department.add?NAME=Shed&PARENT=$result[quay]",
    }
    answer = admin("batch", halt=1, cmd=cmd)
    assert answer["result_error"] == []
    assert tree(admin)["Shed"] == "Quay"
