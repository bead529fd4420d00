"""Records that the classic methods import: they bring their dates and authors with them."""

import pytest

from tests.conftest import Api
from tests.methods.test_records import CLASSIC, part

BROUGHT = {
    "DATE_CREATE": "2020-02-03T10:00:00+03:00",
    "DATE_MODIFY": "2021-02-03T10:00:00+03:00",
    "CREATED_BY_ID": 3,
    "MODIFY_BY_ID": 5,
}


@pytest.mark.parametrize("kind", ["contact", "company", "quote"])
def test_an_imported_record_brings_its_dates_and_authors_with_it(admin: Api, kind: str) -> None:
    imported = admin(f"crm.{kind}.add", fields=CLASSIC[kind] | BROUGHT, params={"IMPORT": "Y"})
    assert part(admin(f"crm.{kind}.get", id=imported), BROUGHT) == {
        "DATE_CREATE": "2020-02-03T07:00:00+00:00",
        "DATE_MODIFY": "2021-02-03T07:00:00+00:00",
        "CREATED_BY_ID": "3",
        "MODIFY_BY_ID": "5",
    }


@pytest.mark.parametrize(
    ("kind", "mode"), [("contact", "N"), ("contact", "0"), ("contact", ""), ("lead", "Y"), ("deal", "Y")]
)
def test_without_the_import_mode_a_record_is_new(admin: Api, kind: str, mode: str) -> None:
    added = admin(f"crm.{kind}.add", fields=CLASSIC[kind] | BROUGHT, params={"IMPORT": mode})
    record = admin(f"crm.{kind}.get", id=added)
    assert (record["CREATED_BY_ID"], record["MODIFY_BY_ID"]) == ("1", "1")
    assert not record["DATE_CREATE"].startswith("2020")


def test_an_import_without_its_own_dates_is_of_now_and_the_caller(admin: Api) -> None:
    record = admin("crm.contact.get", id=admin("crm.contact.add", fields={"NAME": "Wanda"}, params={"IMPORT": "Y"}))
    assert (record["CREATED_BY_ID"], record["MODIFY_BY_ID"]) == ("1", "1")
    assert record["DATE_CREATE"] == record["DATE_MODIFY"]


def test_an_imported_date_that_is_none_is_refused(admin: Api) -> None:
    answer = admin.send("crm.contact.add", fields={"NAME": "W", "DATE_CREATE": "soon"}, params={"IMPORT": "Y"})
    assert answer.error == (400, "", 'Invalid value for the "DATE_CREATE" field')
