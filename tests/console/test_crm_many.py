"""Many records at once: changed and deleted, taken out as tables, and brought in from them."""

import csv
import io
import re
import zipfile
from html import unescape

import pytest

from tests.conftest import Answer, Api
from tests.console.crm import Filled, Person


def go_on(person: Person, answer: Answer, path: str) -> list[str]:
    """Everything that the pages of a long job say, to its end."""
    said = [answer.body.decode()]
    for _ in range(100):
        form = Filled(answer).forms.get(path)
        if form is None:
            return said
        form.pop("token", None)
        answer = person.send(path, **form)
        said.append(answer.body.decode())
    raise AssertionError("it has no end")


def test_those_that_are_ticked_are_changed_and_each_says_so(ada: Person, admin: Api) -> None:
    asked = ada.send("/crm/deal/bulk/", **{"id.3": "on", "id.4": "on", "do": "change", "field": "assignedById"})
    text = asked.body.decode()
    assert "Change 2 deals" in text
    assert 'name="f.assignedById"' in text
    form = Filled(asked).forms["/crm/deal/bulk/run/"]
    form.pop("token")
    said = go_on(ada, ada.send("/crm/deal/bulk/run/", **{**form, "f.assignedById": 2}), "/crm/deal/bulk/run/")
    assert "2 of 2" in said[-1]
    assert [admin("crm.deal.get", id=number)["ASSIGNED_BY_ID"] for number in (3, 4)] == ["2", "2"]
    assert "Boris Anker" in ada.text("/crm/deal/3/").partition('id="past"')[2]


def test_all_that_a_list_has_are_changed_part_by_part(ada: Person, admin: Api) -> None:
    for number in range(120):
        admin("crm.deal.add", fields={"TITLE": f"Zinnwal {number}", "STAGE_ID": "NEW"})
    form = {"all": 1, "query": "q=zinnwal&stage=NEW", "do": "change", "f.stageId": "WON"}
    said = go_on(ada, ada.send("/crm/deal/bulk/run/", **form), "/crm/deal/bulk/run/")
    assert [re.findall(r"(\d+) of (\d+)", each)[-1] for each in said] == [("50", "120"), ("100", "120"), ("120", "120")]
    found = admin.send("crm.deal.list", filter={"%TITLE": "Zinnwal", "STAGE_ID": "WON"}).json["total"]
    assert found == 120
    said = go_on(ada, ada.send("/crm/deal/bulk/run/", all=1, query="q=zinnwal", do="delete"), "/crm/deal/bulk/run/")
    assert "Deleted: 120." in said[-1]
    assert admin.send("crm.deal.list", filter={"%TITLE": "Zinnwal"}).json["total"] == 0


def test_what_is_refused_is_told_and_the_others_are_done(clara: Person, admin: Api) -> None:
    titles = {number: admin("crm.deal.get", id=number)["TITLE"] for number in (1, 2)}
    answer = clara.send("/crm/deal/bulk/run/", **{"id.1": "on", "id.2": "on", "do": "change", "f.title": "Renamed"})
    text = unescape(answer.body.decode())
    assert "2 of 2, 1 of them refused" in text
    assert "Access denied" in text
    assert admin("crm.deal.get", id=1)["TITLE"] == "Renamed"
    assert admin("crm.deal.get", id=2)["TITLE"] == titles[2]


@pytest.mark.parametrize("fields", [{"do": "change"}, {"do": "delete", "id.x": "on"}])
def test_nothing_chosen_is_nothing_done(ada: Person, fields: dict[str, str]) -> None:
    assert ada.send("/crm/deal/bulk/", **fields).status == 400
    assert ada.send("/crm/deal/bulk/run/", **fields).status == 400


def test_deleting_asks_first(ada: Person, admin: Api) -> None:
    text = ada.send("/crm/deal/bulk/", **{"id.3": "on", "do": "delete"}).body.decode()
    assert "Delete 1 deal?" in text
    assert admin("crm.deal.get", id=3)


def test_a_list_is_taken_out_whole_as_csv_without_formulas(ada: Person, admin: Api) -> None:
    admin("crm.deal.add", fields={"TITLE": "=cmd|'/c calc'!A1", "OPPORTUNITY": -5, "COMPANY_ID": 1})
    admin("crm.deal.add", fields={"TITLE": '+49, "quoted"\nsecond line', "OPPORTUNITY": 7.5})
    answer = ada.open("/crm/deal/export/?format=csv&columns=opportunity,companyId,stageId,closedate")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["ID", "Name", "Amount", "Company", "Stage", "End date"]
    assert len(rows) == admin.send("crm.deal.list").json["total"] + 1
    assert rows[1][1:3] == ['\'+49, "quoted"\nsecond line', "7.5"]
    assert rows[2][1:5] == ["'=cmd|'/c calc'!A1", "-5", "Tidewell Boatworks", "New"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[2][5])


def test_a_list_is_taken_out_as_a_workbook_narrowed_as_it_is(ada: Person, clara: Person, admin: Api) -> None:
    admin("crm.deal.add", fields={"TITLE": "=1+1 zinnwal", "OPPORTUNITY": 12})
    answer = ada.open("/crm/deal/export/?format=xlsx&q=zinnwal&columns=opportunity")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 2
    assert "=1+1 zinnwal" in sheet
    assert "<f>" not in sheet
    assert "<v>12</v>" in sheet
    assert ada.open("/crm/deal/export/?format=pdf").status == 400
    seen = clara.open("/crm/deal/export/?format=csv").body.decode("utf-8-sig")
    assert admin("crm.deal.get", id=2)["TITLE"] not in seen
