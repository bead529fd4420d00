"""``how-to-add-lead-with-files.md``: a form with attachments becomes a lead."""

from base64 import b64encode
from typing import Any

import pytest

from tests.conftest import Api

CODED = b64encode(b"what the visitor has drawn").decode()
VISITOR = {
    "TITLE": "From website: Klaus Weber",
    "NAME": "Klaus",
    "LAST_NAME": "Weber",
    "COMPANY_TITLE": "",
    "PHONE": [{"VALUE": "+49 30 23125 900", "VALUE_TYPE": "WORK"}],
    "EMAIL": [{"VALUE": "klaus@example.test", "VALUE_TYPE": "HOME"}],
}
ONE, MANY = "UF_CRM_LEAD_FILE", "UF_CRM_LEAD_FILES"


@pytest.fixture(autouse=True)
def _fields(admin: Api) -> None:
    admin("crm.lead.userfield.add", fields={"FIELD_NAME": ONE, "USER_TYPE_ID": "file"})
    admin("crm.lead.userfield.add", fields={"FIELD_NAME": MANY, "USER_TYPE_ID": "file", "MULTIPLE": "Y"})


def added(api: Api, **fields: Any) -> Any:
    return api("crm.lead.get", id=api("crm.lead.add", fields={**VISITOR, **fields}))


def sent(name: str) -> dict[str, list[str]]:
    return {"fileData": [name, CODED]}


def test_a_lead_comes_with_its_files(seller: Api) -> None:
    lead = added(seller, **{ONE: sent("plan.txt"), MANY: [sent("a.txt"), sent("b.txt")]})
    assert lead["TITLE"].startswith("From website:")
    assert lead["PHONE"][0]["VALUE"] == VISITOR["PHONE"][0]["VALUE"]  # type: ignore[index]
    assert {"id", "showUrl", "downloadUrl"} <= set(lead[ONE])
    assert [set(each) >= {"id", "showUrl", "downloadUrl"} for each in lead[MANY]] == [True, True]


def test_a_lead_without_files_is_one_too(seller: Api) -> None:
    lead = added(seller)
    assert (lead.get(ONE), lead[MANY]) in ((None, []), ("", []))


def test_files_in_the_wrong_field_are_left_out_and_one_in_a_field_of_many_is_kept(seller: Api) -> None:
    lead = added(seller, **{ONE: [sent("a.txt"), sent("b.txt")], MANY: sent("c.txt"), "UF_CRM_OTHER": sent("d.txt")})
    assert not lead.get(ONE)
    assert len(lead[MANY]) == 1
    assert "UF_CRM_OTHER" not in lead


def test_who_may_add_no_leads_is_refused(nobody: Api) -> None:
    assert nobody.send("crm.lead.add", fields=VISITOR).error[1:] == ("", "Access denied.")
