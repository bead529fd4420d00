"""Templates: their files, who may do what to them, lists of them, and what starts of them by itself."""

import base64
import zlib
from typing import Any, cast

import pytest

from homeport.domain.bizproc.expressions import Scope
from tests.apps import app_of
from tests.bpt import bpt, node, serialized
from tests.conftest import Api
from tests.methods.bizproc.conftest import DEAL, SCOPES, Office, error_of

INVALID = "ERROR_TEMPLATE_VALIDATION_FAILURE"
ADD, UPDATE, LIST, DELETE = (f"bizproc.workflow.template.{verb}" for verb in ("add", "update", "list", "delete"))
STEP = node("LogActivity", "A1", {"Text": "Seen"})
GIVEN = {"DOCUMENT_TYPE": DEAL, "NAME": "Checks", "TEMPLATE_DATA": bpt(STEP)}


def packed(value: Any) -> str:
    return base64.b64encode(zlib.compress(serialized(value))).decode()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"DOCUMENT_TYPE": ["crm", "CCrmDocumentDeal"]}, "Incorrect field DOCUMENT_TYPE!"),
    ({"DOCUMENT_TYPE": ["crm", "CCrmDocumentDeal", "LEAD"]}, "Incorrect field DOCUMENT_TYPE!"),
    ({"NAME": " "}, "Empty template name!"),
    ({"AUTO_EXECUTE": 4}, "Incorrect field AUTO_EXECUTE!"),
    ({"AUTO_EXECUTE": "often"}, "Incorrect field AUTO_EXECUTE!"),
    *(
        ({"TEMPLATE_DATA": data}, "Incorrect field TEMPLATE_DATA!")
        for data in (
            "",
            "plain",
            ["x.bpt", base64.b64encode(b"not packed").decode()],
            base64.b64encode(zlib.compress(b'O:8:"stdClass":0:{}')).decode(),
            base64.b64encode(zlib.compress(b"a:1:{i:0;" * 80 + b"N;" + b"}" * 80)).decode(),
            base64.b64encode(zlib.compress(b"a:900000000:{")).decode(),
            base64.b64encode(zlib.compress(b"0" * 9_000_000)).decode(),
            base64.b64encode(zlib.compress(serialized({"TEMPLATE": []}) + b"N;")).decode(),
            packed({"TEMPLATE": []}),
            packed({"TEMPLATE": [{"Type": "", "Name": "A"}]}),
            packed({"TEMPLATE": [node("SequenceActivity", "A", {}, node("LogActivity", "A"))]}),
        )
    ),
]


def test_a_template_is_added_changed_listed_and_deleted(office: Office) -> None:
    described = {"who": {"Name": "Who", "Type": "user"}}
    given = {**GIVEN, "TEMPLATE_DATA": bpt(STEP, parameters=described), "AUTO_EXECUTE": "3", "DESCRIPTION": "By hand"}
    first, second = office(ADD, **given), office(ADD, **{**GIVEN, "NAME": "Later"})
    whole = office(LIST, SELECT=["*"], FILTER={"id": first})[0]
    app = office.app.app.id
    assert whole["SYSTEM_CODE"] == f"rest_app_{app}"
    assert (whole["MODULE_ID"], whole["ENTITY"], whole["DOCUMENT_TYPE"]) == tuple(DEAL)
    assert (whole["AUTO_EXECUTE"], whole["USER_ID"], whole["IS_MODIFIED"]) == ("3", "1", "N")
    assert whole["TEMPLATE"][0]["Children"][0]["Properties"] == {"Text": "Seen"}
    assert whole["PARAMETERS"] == described
    assert office(UPDATE, ID=first, FIELDS={"NAME": "Display time", "AUTO_EXECUTE": 0, "ENTITY": "x"}) == first
    asked = {"SELECT": ["ID", "NAME"], "FILTER": {"MODULE_ID": "crm", "AUTO_EXECUTE": 0}, "ORDER": {"ID": "DESC"}}
    answer = office.app.send(LIST, **asked)
    assert answer.result == [{"ID": str(second), "NAME": "Later"}, {"ID": str(first), "NAME": "Display time"}]
    assert answer.json["total"] == 2
    assert office(LIST) == [{"ID": str(first)}, {"ID": str(second)}]
    assert office(DELETE, ID=first) is None
    assert office(LIST, FILTER={">ID": 0}) == [{"ID": str(second)}]


def test_what_is_wrong_with_one_is_said_and_changes_nothing(office: Office) -> None:
    for more, text in WRONG:
        assert office.error(ADD, **{**GIVEN, **more}) == (INVALID, text), more
    assert office(LIST) == []
    number = office(ADD, **GIVEN)
    before = office(LIST, SELECT=["*"])
    for more, text in WRONG[2:]:
        assert office.error(UPDATE, ID=number, FIELDS=more) == (INVALID, text), more
    assert office.error(UPDATE, ID=number, FIELDS={}) == (INVALID, "No fields to update.")
    for method in (UPDATE, DELETE):
        refused = office.error(method, ID=number + 1, FIELDS={"NAME": "x"})
        assert refused == ("ERROR_TEMPLATE_NOT_FOUND", "Workflow template not found.")
    assert office(LIST, SELECT=["*"]) == before


def test_templates_are_of_the_application_that_has_brought_them(office: Office, admin: Api) -> None:
    number = office(ADD, **GIVEN)
    other = app_of(office.wire, 1, SCOPES)
    assert error_of(other, UPDATE, ID=number, FIELDS={"NAME": "x"})[0] == "ERROR_TEMPLATE_NOT_OWNER"
    assert error_of(other, DELETE, ID=number)[0] == "ERROR_TEMPLATE_NOT_OWNER"
    clara = office.app.as_user(3)
    for method in (ADD, UPDATE, DELETE):
        assert error_of(admin, method, **GIVEN) == ("ACCESS_DENIED", "Application context required")
        assert error_of(clara, method, **GIVEN) == ("ACCESS_DENIED", "Access denied!")
    assert error_of(clara, LIST) == ("ACCESS_DENIED", "Access denied!")
    assert admin(LIST) == [{"ID": str(number)}]


@pytest.mark.parametrize(("auto", "notes"), [(0, 0), (1, 1), (2, 1), (3, 2)])
def test_templates_start_by_themselves_where_they_say_so(office: Office, auto: int, notes: int) -> None:
    office.template(STEP, auto=auto)
    deal = office.deal()
    office("crm.deal.update", id=deal, fields={"TITLE": "Long rope"})
    assert office.notes() == ["Seen"] * notes


def test_nothing_starts_by_itself_where_processes_are_off(office: Office) -> None:
    entity = "Bitrix\\Crm\\Integration\\BizProc\\Document\\Dynamic"
    made = office("crm.type.add", fields={"title": "Repairs"})["type"]
    spa = made["entityTypeId"]
    office.template(STEP, kind=["crm", entity, f"DYNAMIC_{spa}"], auto=1)
    where = {"IBLOCK_TYPE_ID": "lists", "IBLOCK_CODE": "sizes"}
    block = office("lists.add", **where, FIELDS={"NAME": "Sizes"})
    office.template(STEP, kind=["lists", "Bitrix\\Lists\\BizprocDocumentLists", f"iblock_{block}"], auto=1)
    for turn in range(2):
        office("crm.item.add", entityTypeId=spa, fields={"title": "One"})
        office("lists.element.add", **where, ELEMENT_CODE=f"c{turn}", FIELDS={"NAME": "One"})
        assert len(office.notes()) == 2 * turn
        office("crm.type.update", id=made["id"], fields={"isBizProcEnabled": "Y"})
        office("lists.update", **where, FIELDS={"NAME": "Sizes", "BIZPROC": "Y"})


def test_what_is_imported_starts_nothing(office: Office) -> None:
    office.template(STEP, auto=3)
    office("crm.item.import", entityTypeId=2, fields={"title": "Old"})
    assert office.notes() == []


def test_a_process_does_not_start_itself_again_but_others(office: Office) -> None:
    said = node("SetFieldActivity", "A2", {"FieldValue": {"COMMENTS": "{=Document:TITLE} is checked"}})
    office.template(STEP, said, auto=2)
    office.template(node("LogActivity", "A1", {"Text": "Other: {=Document:COMMENTS}"}), auto=2)
    deal = office.deal()
    office("crm.deal.update", id=deal, fields={"TITLE": "Long rope"})
    assert office("crm.deal.get", id=deal)["COMMENTS"] == "Long rope is checked"
    assert office.notes() == ["Seen", "Other: Long rope is checked"], "one change starts each once"


def test_many_templates_do_not_start_each_other_in_every_order(office: Office) -> None:
    for number in range(8):
        said = node("SetFieldActivity", "A2", {"FieldValue": {"COMMENTS": f"Checked {number}"}})
        office.template(node("LogActivity", "A1", {"Text": str(number)}), said, auto=2)
    deal = office.deal()
    for turn in (1, 2):
        office("crm.deal.update", id=deal, fields={"TITLE": f"Rope {turn}"})
        assert sorted(office.notes()) == sorted(map(str, [*range(8)] * turn))


def test_texts_are_bounded_however_they_are_made(office: Office) -> None:
    long = "x" * 60_000
    for text in (["{=Variable:x}"] * 900, "{=Variable:x}" * 3_000, {str(at): "{=Variable:x}" for at in range(50)}):
        steps = (
            node("SetVariableActivity", "A1", {"VariableValue": {"x": long}}),
            node("LogActivity", "A2", {"Text": text}),
        )
        office.start(office.template(*steps), office.deal())
    assert all(len(note) <= 4_000 for note in office.notes())
    assert [note[:40] for note in office.notes()] == ["Stopped: a text of more than 65536 letter"[:40]] * 3


def test_braces_that_never_close_are_read_at_once() -> None:
    scope = Scope(cast(Any, None), cast(Any, None), {})
    for text in ("x {{" + " " * 60_000, "{=" + " " * 60_000, "{{" * 30_000):
        assert scope.resolve(text) == text
