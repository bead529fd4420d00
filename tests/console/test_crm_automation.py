"""The page that says which triggers move records to which stages."""

import re

from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.console.crm import Person

PAGE = "/crm/deal/automation/"


def test_an_administrator_binds_triggers_and_takes_them_away(wire: Wire, ada: Person, admin: Api) -> None:
    app = app_of(wire, 1, "crm", title="Billing")
    app("crm.automation.trigger.add", CODE="paid", NAME="Paid <b>")
    deals = [admin("crm.deal.add", fields={"TITLE": "Chains", "STAGE_ID": "NEW"}) for _ in range(2)]
    ada.send(PAGE, category=0, stage="EXECUTING", trigger=f"{app.app.id}:paid")
    ada.send(PAGE, category=0, stage="PREPARATION", trigger="")
    text = ada.text(PAGE)
    assert "Paid &lt;b&gt; (Billing)" in text
    code = re.search(r"target=DEAL_\{\{ID\}\}&amp;code=(\w+)<", text)
    assert code is not None
    admin("crm.automation.trigger", target=f"DEAL_{deals[0]}", code=code[1])
    app("crm.automation.trigger.execute", CODE="paid", OWNER_TYPE_ID=2, OWNER_ID=deals[1])
    stages = [admin("crm.deal.get", id=deal)["STAGE_ID"] for deal in deals]
    assert stages == ["PREPARATION", "EXECUTING"]
    for number in re.findall(r'name="bound" value="(\d+)"', text):
        ada.send(PAGE, category=0, do="delete", bound=number)
    assert "by itself yet" in ada.text(PAGE)


def test_what_is_not_there_is_not_bound(ada: Person) -> None:
    assert ada.send(PAGE, category=0, stage="NOWHERE", trigger="").status == 404
    assert ada.send(PAGE, category=0, stage="EXECUTING", trigger="999:paid").status == 404
    assert "by itself yet" in ada.text(PAGE)


def test_it_is_for_administrators(clara: Person) -> None:
    assert clara.open(PAGE).status == 403
    assert clara.send(PAGE, category=0, stage="EXECUTING", trigger="").status == 403
    assert "automation/" not in clara.text("/crm/deal/board/")
