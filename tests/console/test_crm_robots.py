"""Robots of applications on stages: put there by administrators, called when records come into the stage."""

import re

from tests.bpt import node
from tests.conftest import Wire
from tests.console.crm import Person
from tests.methods.bizproc.conftest import Office

PAGE, FORM = "/crm/deal/automation/", "/crm/deal/automation/robot/"
PROPERTIES = {
    "text": {"Name": {"en": "Text <b>"}, "Type": "text", "Default": "{=Document:TITLE}"},
    "tags": {"Name": "Tags", "Type": "string", "Multiple": "Y"},
    "how": {"Name": "How", "Type": "select", "Options": {"s": "Slowly", "f": "Fast"}},
}


def test_a_robot_on_a_stage_is_called_for_what_comes_there(wire: Wire, ada: Person) -> None:
    office = Office(wire, title="Post")
    office.robot(PROPERTIES=PROPERTIES, USE_SUBSCRIPTION="N")
    office.robot("leads", FILTER={"INCLUDE": [["crm", "CCrmDocumentLead"]]})
    key = f"{office.app.app.id}:sms"
    assert "Send a message (Post)" in ada.text(PAGE)
    assert "leads" not in ada.text(PAGE), "it is for leads alone"
    asked = ada.text(f"{FORM}?category=0&stage=EXECUTING&robot={key}")
    assert "Text &lt;b&gt;" in asked
    values = {"p.text": "{=Document:TITLE}!", "p.tags": "a\nb", "p.how": "f"}
    ada.send(FORM, category=0, stage="EXECUTING", robot=key, **values)
    deal = office.deal(STAGE_ID="NEW")
    assert office.told() == []
    office("crm.deal.update", id=deal, fields={"STAGE_ID": "EXECUTING"})
    office("crm.deal.update", id=deal, fields={"TITLE": "Long rope"})
    assert [told["properties"] for told in office.told()] == [{"text": "Rope!", "tags": ["a", "b"], "how": "f"}]
    office.deal(STAGE_ID="EXECUTING", TITLE="Chain")
    assert office.told()[1]["properties"]["text"] == "Chain!"
    [number] = re.findall(r"placed=(\d+)", ada.text(PAGE))
    assert "{=Document:TITLE}!" in ada.text(f"{FORM}?category=0&placed={number}")
    ada.send(FORM, category=0, placed=number, **{"p.text": "Hello"})
    office.deal(STAGE_ID="EXECUTING")
    assert office.told()[2]["properties"]["text"] == "Hello"
    ada.send(FORM, category=0, placed=number, do="delete")
    office.deal(STAGE_ID="EXECUTING")
    assert len(office.told()) == 3


def test_what_processes_note_is_shown(wire: Wire, ada: Person) -> None:
    office = Office(wire)
    office.start(office.template(node("LogActivity", "A", {"Text": "Seen <b>"})), office.deal())
    assert "Seen &lt;b&gt;" in ada.text(PAGE)


def test_what_is_not_there_is_not_put_anywhere(wire: Wire, ada: Person, clara: Person) -> None:
    office = Office(wire)
    office.robot()
    key = f"{office.app.app.id}:sms"
    assert ada.send(FORM, category=0, stage="NOWHERE", robot=key).status == 404
    assert ada.send(FORM, category=0, stage="EXECUTING", robot="999:sms").status == 404
    assert ada.open(f"{FORM}?category=0&placed=999").status == 404
    assert clara.open(f"{FORM}?category=0&stage=EXECUTING&robot={key}").status == 403
    assert clara.send(FORM, category=0, stage="EXECUTING", robot=key).status == 403
    office.deal(STAGE_ID="EXECUTING")
    assert office.told() == []
