"""Nonsense in addresses and forms of the CRM's pages: refused in words, never a fault of the server."""

import pytest

from tests.console.crm import Person

NONSENSE = (
    "", "%00", "%ff", "%ed%a0%80", "0", "-1", "9" * 18, "9" * 30, "9" * 5_000, "%27", "null", "[null,1]", "[1e400,2]",
    '["x",1]', "[true,3]", "2:5", "2:0", "99:1", "9" * 17 + ":1", "%C3%A9", "%D9%A3", "%C2%B2", "2026-13-45",
    "9999-12-31", "0001-01-01", "9999-12", "1e400", "Infinity", "-9999",
)  # fmt: skip

ADDRESSES = {
    "/crm/deal/": ("q", "stage", "responsible", "category", "from", "to", "sort", "after", "before"),
    "/crm/contact/": ("q", "after", "before"),
    "/crm/deal/count/": ("q", "stage", "brief"),
    "/crm/deal/board/": ("category",),
    "/crm/deal/board/stage/": ("stage", "after", "category"),
    "/crm/deal/1/": ("planned", "before", "comments"),
    "/crm/deal/1/timeline/": ("planned", "before", "comments"),
    "/crm/deal/1/edit/": ("all",),
    "/crm/activity/": ("show", "whose", "q", "start", "before"),
    "/crm/activity/1/bind/": ("type", "q", "move", "back"),
    "/crm/choose/": ("type", "q", "field", "several"),
}

FORMS = {
    "/crm/deal/board/move/": ("id", "from", "stage", "category"),
    "/crm/activity/1/bindings/": ("do=add&record", "do=move&source=2:1&record", "do=delete&record", "do"),
    "/crm/activity/103/deadline/": ("record", "deadline"),
    "/crm/deal/1/stage/": ("stage",),
    "/crm/deal/1/todos/": ("deadline", "deadline=2030-01-01&responsibleId", "deadline=2030-01-01&title"),
    "/crm/deal/1/comments/": ("comment",),
    "/crm/contact/1/edit/": (
        "f.name", "f.birthdate", "f.companyIds.1", "f.companyIds.x", "fm.91.value", "fm.x.value", "fm.91.type",
        "f.opened", "f.observers.9", "f.typeId", "f.",
    ),
    "/crm/deal/add/": ("f.title", "category", "f.companyId", "f.opportunity", "f.currencyId"),
}  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
def test_nonsense_in_an_address_is_no_fault_of_the_server(ada: Person, path: str) -> None:
    for name in ADDRESSES[path]:
        for value in NONSENSE:
            answer = ada.get(path, f"{name}={value}&sort=title&whose=all")
            assert answer.status in (200, 400, 404), (name, value)


@pytest.mark.parametrize("path", FORMS)
def test_nonsense_in_a_form_is_no_fault_of_the_server(ada: Person, path: str) -> None:
    token = ada.token
    for name in FORMS[path]:
        for value in NONSENSE:
            answer = ada.post(path, f"token={token}&{name}={value}".encode())
            assert answer.status in (303, 400, 404), (name, value)
