"""Many records at once: changed and deleted, taken out as tables, and brought in from them."""

import csv
import io
import re
import zipfile
from html import unescape

import pytest

from homeport.core.errors import CallError
from homeport.domain.crm.imports import imports
from homeport.store import Transaction
from tests.conftest import Answer, Api, Wire
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


def upload(person: Person, path: str, content: bytes, **fields: str) -> Answer:
    """Send a file by a form that was made for this browser."""
    parts = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"token": person.token, **fields}.items()
    )
    head = 'Content-Disposition: form-data; name="file"; filename="leads.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = f"{parts}--edge\r\n{head}".encode() + content + b"\r\n--edge--\r\n"
    return person.wire.send(
        path, body=body, content_type="multipart/form-data; boundary=edge", host=person.host,
        headers=person._headers(),
    )  # fmt: skip


def bring_in(
    person: Person, code: str, content: bytes, chosen: dict[str, str] | None = None, **fields: str
) -> list[str]:
    """Import a file as the pages lead; what they say of it.

    :param chosen: what columns are for, by their names in the form, where it is not as it is guessed
    """
    sent = upload(person, f"/crm/{code}/import/", content, **fields)
    assert sent.status == 303, unescape(sent.body.decode())
    form = Filled(person.open(f"/crm/{code}/import/columns/")).forms[f"/crm/{code}/import/columns/"]
    form.pop("token")
    answer = person.send(f"/crm/{code}/import/columns/", **form)
    assert answer.status == 303, unescape(answer.body.decode())
    return go_on(person, person.open(f"/crm/{code}/import/run/"), f"/crm/{code}/import/run/")


ROPE = "\u041a\u0430\u043d\u0430\u0442"
"""A word that western encodings do not have."""
LEADS = """Lead name;Amount;Currency;Stage;Responsible;Phone;E-mail;Company;Available to everyone;Ship
Ropes for Kiel;"1 234,50";EUR;In process;Clara Mast;+49 431 1;a@example.test;Tidewell Boatworks;yes;x
"Quoted; with
a second line";7;USD;NEW;3;;;;no;x
'=cmd|calc;;;;;;;;;x

Bad stage;1;EUR;Nowhere;;;;;;x
Bad number;a lot;;;;;;;;x
Bad mail;;;;;;nobody;;;x
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_leads_are_imported_and_what_is_refused_is_told_with_its_reason(ada: Person, admin: Api, encoding: str) -> None:
    text = LEADS.replace("Kiel", "Kieler Gärten")
    said = unescape(bring_in(ada, "lead", text.encode(encoding))[-1])
    assert "6 of 6 rows: 3 added, 3 refused." in said
    assert "Row 4: Stage: there is no “Nowhere”" in said
    assert "Row 5: Amount: “a lot” is no number" in said
    assert "Row 6: " in said
    found = admin("crm.lead.list", select=["*", "PHONE", "EMAIL"], order={"ID": "DESC"}, start=-1)[:3]
    ropes, quoted, formula = found[2], found[1], found[0]
    assert ropes["TITLE"] == "Ropes for Kieler Gärten"
    assert (ropes["OPPORTUNITY"], ropes["STATUS_ID"], ropes["ASSIGNED_BY_ID"]) == ("1234.50", "IN_PROCESS", "3")
    assert (ropes["PHONE"][0]["VALUE"], ropes["EMAIL"][0]["VALUE"]) == ("+49 431 1", "a@example.test")
    assert (ropes["COMPANY_ID"], ropes["OPENED"]) == ("1", "Y")
    assert (quoted["TITLE"], quoted["OPENED"]) == ("Quoted; with\na second line", "N")
    assert formula["TITLE"] == "=cmd|calc"
    table = ada.open("/crm/lead/import/refused/").body.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline=""), delimiter=";"))
    assert [row[0] for row in rows] == ["Lead name", "Bad stage", "Bad number", "Bad mail"]
    assert rows[1][-1] == "Stage: there is no “Nowhere”"


def test_a_column_that_is_there_twice_is_for_one_field(ada: Person, admin: Api) -> None:
    content = b"Name,Name,Probability\nfirst,second,30\n"
    assert upload(ada, "/crm/deal/import/", content).status == 303
    text = unescape(ada.text("/crm/deal/import/columns/"))
    assert "A column is there twice: Name." in text
    form = Filled(ada.open("/crm/deal/import/columns/")).forms["/crm/deal/import/columns/"]
    assert (form["column.0"], form["column.2"]) == ("title", "probability")
    form["column.1"] = ""
    form.pop("token")
    refused = ada.send("/crm/deal/import/columns/", **{**form, "column.1": "title"})
    assert refused.status == 400
    assert "Two columns are for" in unescape(refused.body.decode())
    assert ada.send("/crm/deal/import/columns/").status == 400, "for nothing"
    assert "1 added" in bring_in(ada, "deal", content)[-1]
    deal = admin("crm.deal.list", order={"ID": "DESC"}, select=["TITLE", "PROBABILITY"])[0]
    assert (deal["TITLE"], deal["PROBABILITY"]) == ("first", "30")


def test_a_wrong_encoding_is_told_and_another_can_be_said(ada: Person, admin: Api) -> None:
    content = f"Lead name\n{ROPE}\n".encode("windows-1251")
    assert upload(ada, "/crm/lead/import/", content, encoding="utf-8").status == 400
    bring_in(ada, "lead", content, encoding="windows-1251")
    assert admin("crm.lead.list", order={"ID": "DESC"})[0]["TITLE"] == ROPE


@pytest.mark.parametrize("content", [b"", b"Name\n", b"\0\1\2\n\3", b'"never closed\n' + b"x" * 200_000])
def test_what_is_no_table_is_refused(ada: Person, content: bytes) -> None:
    assert upload(ada, "/crm/lead/import/", content).status == 400
    assert ada.open("/crm/lead/import/run/").status == 404


def test_a_table_that_breaks_off_is_imported_as_far_as_it_goes(ada: Person, admin: Api) -> None:
    rows = "".join(f"Zinnwal {number}\n" for number in range(250)).encode()
    said = unescape(bring_in(ada, "lead", b"Lead name\n" + rows + b'"never closed' + b"x" * 200_000)[-1])
    assert "cannot be read from here on" in said
    assert admin.send("crm.lead.list", filter={"%TITLE": "Zinnwal"}).json["total"] == 250


def test_a_hundred_thousand_rows_are_taken_and_their_first_parts_imported(ada: Person, admin: Api) -> None:
    content = b"Lead name;Phone\n" + b"".join(b"Zinnwal %d;+49 %d\n" % (number, number) for number in range(100_000))
    assert upload(ada, "/crm/lead/import/", content).status == 303
    assert "Import 100000 rows" in ada.text("/crm/lead/import/columns/")
    form = Filled(ada.open("/crm/lead/import/columns/")).forms["/crm/lead/import/columns/"]
    form.pop("token")
    ada.send("/crm/lead/import/columns/", **form)
    for _ in range(3):
        told = ada.htmx("/crm/lead/import/run/").body.decode()
    assert "600 of 100000 rows: 600 added." in told
    assert 'hx-trigger="load"' in told
    assert admin.send("crm.lead.list", filter={"%TITLE": "Zinnwal"}).json["total"] == 600
    assert "Go on with it" in ada.text("/crm/lead/import/")


def test_a_part_that_is_being_imported_is_not_imported_again(wire: Wire) -> None:
    store = wire.portal.store

    def claim_twice(tx: Transaction) -> None:
        imports.begin(tx, 1, 1, "a.csv", ",", "Title\na\nb\n", 6, 2)
        found = imports.find(tx, 1, 1)
        assert found is not None
        imports.claim(tx, found, 8, 1)
        with pytest.raises(CallError, match="another window"):
            imports.claim(tx, found, 8, 1)

    store.write_now(claim_twice)
