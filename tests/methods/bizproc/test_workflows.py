"""Processes: started on documents, told to handlers, answered, listed, stopped and deleted."""

from typing import Any

from tests.bpt import bpt, node
from tests.conftest import Api
from tests.methods.bizproc.conftest import DEAL, Office

START, INSTANCES, TERMINATE, KILL = (f"bizproc.workflow.{verb}" for verb in ("start", "instances", "terminate", "kill"))
SEND, LOG = "bizproc.event.send", "bizproc.activity.log"
PROPERTIES = {
    "text": {"Name": "Text", "Type": "text", "Default": "{=Document:TITLE}"},
    "to": {"Name": "To", "Type": "user", "Default": "Author;"},
    "sum": {"Name": "Sum", "Type": "double"},
    "tags": {"Name": "Tags", "Type": "string", "Multiple": "Y"},
    "urgent": {"Name": "Urgent", "Type": "bool"},
}
RETURNS = {"hash": {"Name": "Hash", "Type": "string"}, "size": {"Name": "Size", "Type": "int"}}
SAID = {"sum": "{=Document:OPPORTUNITY}", "tags": ["a", "{=Template:word}"], "urgent": "yes"}
WORD = {"word": {"Name": "Word", "Type": "string", "Default": "usual"}}


def a_step(**more: Any) -> dict[str, Any]:
    return node("rest_sms", "A1_2", {**SAID, **more})


def test_what_a_handler_answers_stands_for_nothing_else(office: Office) -> None:
    returns = {"who": {"Name": "Who", "Type": "user"}, "word": {"Name": "Word", "Type": "string"}}
    office.robot(PROPERTIES=PROPERTIES, RETURN_PROPERTIES=returns)
    after = node("LogActivity", "A2", {"Text": "{=A1_2:who} {=A1_2:word}"})
    office.start(office.template(a_step(), after, parameters=WORD), office.deal())
    said = {"who": "{=Document:ASSIGNED_BY_ID}", "word": "{=Document:TITLE}"}
    office(SEND, EVENT_TOKEN=office.token(), RETURN_VALUES=said)
    assert office.notes() == [" {=Document:TITLE}"]


def test_a_handler_is_told_and_its_answer_goes_on_in_the_process(office: Office) -> None:
    office.robot(PROPERTIES=PROPERTIES, RETURN_PROPERTIES=RETURNS)
    after = node("LogActivity", "A2", {"Text": "{=A1_2:hash} of {=A1_2:size}, {=A1_2:secret}"})
    template = office.template(a_step(), after, parameters=WORD)
    deal = office.deal()
    workflow = office.start(template, deal, word="given")
    told = office.told()[0]
    wait = told.pop("event_token")
    assert wait.startswith(f"{workflow}|A1_2|")
    assert told == {
        "workflow_id": workflow,
        "code": "sms",
        "document_id": [*DEAL[:2], f"DEAL_{deal}"],
        "document_type": DEAL,
        "properties": {"text": "Rope", "to": "user_1", "sum": "120.00", "tags": ["a", "given"], "urgent": "Y"},
        "use_subscription": "Y",
        "timeout_duration": "0",
    }
    assert office.notes() == []
    token = office.token()
    assert office(LOG, EVENT_TOKEN=token, LOG_MESSAGE="Please wait") is True
    assert office.error(LOG, EVENT_TOKEN=token) == ("ERROR_EMPTY_LOG_MESSAGE", "Empty log message!")
    for forged in ("", wait, f"{token}x", f"{token[:-1]}", token.replace("A1_2", "A2"), ["x"], "é|é|1.é"):
        assert office.error(SEND, EVENT_TOKEN=forged) == ("ACCESS_DENIED", "Access denied!"), forged
        assert office.error(LOG, EVENT_TOKEN=forged, LOG_MESSAGE="x") == ("ACCESS_DENIED", "Access denied!")
    clara = office.app.as_user(3)
    values = {"hash": "f00", "size": "7", "secret": "unasked"}
    values["hash"] = "{=Document:TITLE}"
    assert clara(SEND, event_token=token, return_values=values, log_message="Done") is True
    assert office.notes() == ["Please wait", "Done", "{=Document:TITLE} of 7, "]
    assert office.running() == []
    assert office.error(SEND, EVENT_TOKEN=token)[0] == "ACCESS_DENIED", "it was answered"


def test_what_is_not_waited_for_goes_on_at_once(office: Office) -> None:
    office.robot(USE_SUBSCRIPTION="N")
    template = office.template(a_step(), node("LogActivity", "A2", {"Text": "On"}), parameters=WORD)
    office.start(template, office.deal())
    assert office.notes() == ["On"]
    assert office.told()[0]["use_subscription"] == "N"
    assert office.error(SEND, EVENT_TOKEN=office.token())[0] == "ACCESS_DENIED"


def test_a_step_that_is_gone_does_nothing(office: Office) -> None:
    template = office.template(a_step(), node("LogActivity", "A2", {"Text": "On"}), parameters=WORD)
    office.start(template, office.deal())
    assert office.notes() == ["There is no sms of the application any more", "On"]
    assert office.told() == []


def test_a_wait_ends_in_time(office: Office) -> None:
    office.robot()
    slow = a_step(TimeoutDuration="2", TimeoutDurationType="h")
    rest = node("DelayActivity", "A3", {"TimeoutDuration": "{=Template:days}", "TimeoutDurationType": "d"})
    days = {**WORD, "days": {"Name": "Days", "Type": "int", "Default": 2}}
    template = office.template(slow, rest, node("LogActivity", "A4", {"Text": "Later"}), parameters=days)
    office.at(1_772_000_000.0)
    office.start(template, office.deal())
    assert office.told()[0]["timeout_duration"] == "7200"
    token = office.token()
    office.at(1_772_000_000.0 + 7_199)
    assert office.notes() == []
    office.at(1_772_000_000.0 + 7_200)
    assert office.notes() == ["No answer came in time"]
    assert office.error(SEND, EVENT_TOKEN=token)[0] == "ACCESS_DENIED"
    assert len(office.running()) == 1
    office.at(1_772_000_000.0 + 7_200 + 2 * 86_400)
    assert office.notes() == ["No answer came in time", "Later"]
    assert office.running() == []


def test_branches_loops_fields_and_variables(office: Office) -> None:
    dear = node(
        "IfElseBranchActivity",
        "B1",
        {"fieldcondition": [["OPPORTUNITY", ">", "100", "0"], ["TITLE", "contain", "rope", "0"]]},
        node("SetVariableActivity", "V1", {"VariableValue": {"kind": "dear"}}),
    )
    cheap = node(
        "IfElseBranchActivity",
        "B2",
        {"truecondition": "1"},
        node("SetVariableActivity", "V2", {"VariableValue": {"kind": "cheap"}}),
    )
    again = node(
        "WhileActivity",
        "W",
        {"mixedcondition": [{"object": "Variable", "field": "dots", "operator": "!=", "value": "...", "joiner": 0}]},
        node("SetVariableActivity", "V3", {"VariableValue": {"dots": "{=Variable:dots}."}}),
    )
    write = node(
        "SetFieldActivity", "F", {"FieldValue": {"COMMENTS": "{=Variable:kind}{=Variable:dots}{=Constant:mark}"}}
    )
    skipped = {**node("LogActivity", "L", {"Text": "Never"}), "Activated": "N"}
    template = office.template(
        node("IfElseActivity", "I", {}, dear, cheap),
        again,
        write,
        skipped,
        node("SetStateTitleActivity", "S", {"TargetStateTitle": "Written"}),
        variables={"kind": {"Name": "Kind", "Type": "string"}, "dots": {"Name": "Dots", "Type": "string"}},
        constants={"mark": {"Name": "Mark", "Type": "string", "Default": "!"}},
    )
    dear_deal, cheap_deal = office.deal(), office.deal(OPPORTUNITY=90)
    for deal in (dear_deal, cheap_deal):
        office.start(template, deal)
    assert office("crm.deal.get", id=dear_deal)["COMMENTS"] == "dear...!"
    assert office("crm.deal.get", id=cheap_deal)["COMMENTS"] == "cheap...!"
    assert office.notes() == []


def test_what_cannot_be_run_stops_the_process_and_says_why(office: Office) -> None:
    endless = node("WhileActivity", "W", {"truecondition": "1"}, node("EmptyBlockActivity", "E"))
    unfit = node("SetFieldActivity", "F", {"FieldValue": {"STAGE_ID": "NOWHERE"}})
    twice = {"x": "{=Variable:x}{=Variable:x}dots", "y": ["{=Variable:y}", "{=Variable:y}", "z"]}
    cases = [(node("CodeActivity", "C"), "CodeActivity"), (endless, "1000"), (unfit, "STAGE_ID")]
    for name, why in (("x", "letters"), ("y", "values")):
        grows = node("SetVariableActivity", "G", {"VariableValue": {name: twice[name]}})
        cases.append((node("WhileActivity", "W", {"truecondition": "1"}, grows), why))
    for step, why in cases:
        before = office.deal()
        office.start(office.template(step, node("LogActivity", "L", {"Text": "Never"})), before)
        assert why in office.notes()[-1], office.notes()
        assert office.notes()[-1].startswith("Stopped: ")
    assert office.running() == []


def test_processes_are_listed_stopped_and_deleted(office: Office, admin: Api) -> None:
    office.robot()
    template = office.template(a_step(), parameters=WORD)
    first, second, third = (office.start(template, office.deal()) for _ in range(3))
    names = ["MODULE_ID", "ENTITY", "DOCUMENT_ID", "OWNED_UNTIL", "STARTED_BY", "TEMPLATE_ID"]
    row = office.running(*names, FILTER={"=ID": first})[0]
    assert row == {
        "DOCUMENT_ID": row["DOCUMENT_ID"],
        "MODULE_ID": "crm",
        "ENTITY": "CCrmDocumentDeal",
        "OWNED_UNTIL": None,
        "STARTED_BY": "1",
        "TEMPLATE_ID": str(template),
    }
    assert set(office(INSTANCES)[0]) == {"ID", "MODIFIED", "OWNED_UNTIL"}
    answer = admin.send(INSTANCES, filter={"<STARTED": "2099-01-01T00:00:00Z", ">STARTED_BY": 0}, order={"ID": "asc"})
    assert [each["ID"] for each in answer.result] == sorted((first, second, third))
    assert answer.json["total"] == 3
    token = office.token(0)
    assert office(TERMINATE, ID=first, STATUS="Not needed") is True
    assert office(KILL, ID=second) is True
    assert office.error(SEND, EVENT_TOKEN=token)[0] == "ACCESS_DENIED"
    assert office.running() == [{"ID": third}]
    for method in (TERMINATE, KILL):
        assert office(method, ID=second) is True, "it is gone already"
        for wrong in ("", None, 5, [third]):
            assert office.error(method, ID=wrong) == ("ERROR_WRONG_WORKFLOW_ID", "Empty workflow instance ID")


def test_what_is_wrong_with_a_start_is_said(office: Office, admin: Api) -> None:
    template, deal = office.template(node("LogActivity", "L")), office.deal()
    lead = office("crm.lead.add", fields={"TITLE": "New"})
    on = [*DEAL[:2], f"DEAL_{deal}"]
    wrong = "ERROR_WRONG_WORKFLOW_ID"
    cases: list[tuple[Any, Any, tuple[str, str]]] = [
        ("", on, (wrong, "Empty TEMPLATE_ID")),
        (template + 1, on, (wrong, "Template not found")),
        (template, "DEAL_1", ("", "Wrong DOCUMENT_ID!")),
        (template, on[:2], ("", "Wrong DOCUMENT_ID!")),
        (template, [*DEAL[:2], "DEAL_99999"], ("", "Incorrect document type!")),
        (template, [*DEAL[:2], f"LEAD_{lead}"], ("", "Incorrect document type!")),
        (template, ["blog", "Post", "1"], ("", "Incorrect document type!")),
        (template, ["crm", "CCrmDocumentLead", f"LEAD_{lead}"], ("", "Template type and DOCUMENT_ID mismatch!")),
    ]
    for number, document, refusal in cases:
        assert office.error(START, TEMPLATE_ID=number, DOCUMENT_ID=document) == refusal
    clara = office.app.as_user(3)
    for method in (START, INSTANCES, TERMINATE, KILL):
        answer = clara.send(method, TEMPLATE_ID=template, DOCUMENT_ID=on, ID="x")
        assert answer.error == (403, "ACCESS_DENIED", "Access denied!")
    assert admin(START, TEMPLATE_ID=template, DOCUMENT_ID=on)
    assert office.notes() == [""]


def test_a_process_keeps_the_template_that_it_began_with(office: Office) -> None:
    office.robot()
    template = office.template(a_step(), node("LogActivity", "A2", {"Text": "Old"}), parameters=WORD)
    office.start(template, office.deal())
    fields = {"TEMPLATE_DATA": bpt(node("LogActivity", "A2", {"Text": "New"}))}
    office("bizproc.workflow.template.update", ID=template, FIELDS=fields)
    office(SEND, EVENT_TOKEN=office.token())
    assert office.notes() == ["Old"]


def test_documents_of_each_kind(office: Office) -> None:
    note = node("LogActivity", "A1", {"Text": "{=Document:TITLE}{=Document:NAME}: {=Document:PROPERTY_SIZE}"})
    write = node("SetFieldActivity", "A2", {"FieldValue": {"NAME": "Renamed"}})
    title = node("SetFieldActivity", "A2", {"FieldValue": {"TITLE": "Renamed"}})
    kinds = "Bitrix\\Crm\\Integration\\BizProc\\Document\\"
    spa = office("crm.type.add", fields={"title": "Repairs", "isBizProcEnabled": "Y"})["type"]["entityTypeId"]
    for type_id, entity, code, fields, step in (
        (1, "CCrmDocumentLead", "LEAD", {"title": "One"}, title),
        (3, "CCrmDocumentContact", "CONTACT", {"name": "One"}, write),
        (4, "CCrmDocumentCompany", "COMPANY", {"title": "One"}, title),
        (7, f"{kinds}Quote", "QUOTE", {"title": "One"}, title),
        (31, f"{kinds}SmartInvoice", "SMART_INVOICE", {"title": "One"}, title),
        (spa, f"{kinds}Dynamic", f"DYNAMIC_{spa}", {"title": "One"}, title),
    ):
        template = office.template(note, step, kind=["crm", entity, code])
        item = office("crm.item.add", entityTypeId=type_id, fields=fields)["item"]["id"]
        office(START, TEMPLATE_ID=template, DOCUMENT_ID=["crm", entity, f"{code}_{item}"])
        assert office.notes()[-1].startswith("One"), (entity, office.notes())
        found = office("crm.item.get", entityTypeId=type_id, id=item)["item"]
        assert "Renamed" in (found.get("title"), found.get("name")), entity
    block = office("lists.add", IBLOCK_TYPE_ID="lists", IBLOCK_CODE="sizes", FIELDS={"NAME": "Sizes", "BIZPROC": "Y"})
    where = {"IBLOCK_TYPE_ID": "lists", "IBLOCK_ID": block}
    size = {"NAME": "Size", "TYPE": "N", "CODE": "SIZE"}
    office("lists.field.add", **where, FIELDS=size)
    entity = "Bitrix\\Lists\\BizprocDocumentLists"
    template = office.template(note, write, kind=["lists", entity, f"iblock_{block}"], auto=1)
    names = [name for name in office("lists.field.get", **where) if name.startswith("PROPERTY_")]
    element = office("lists.element.add", **where, ELEMENT_CODE="one", FIELDS={"NAME": "One", names[0]: 7})
    assert office.notes()[-1] == "One: 7"
    assert office("lists.element.get", **where, ELEMENT_ID=element)[0]["NAME"] == "Renamed"
    storage = office("disk.storage.getlist", filter={"ENTITY_TYPE": "common"})[0]
    template = office.template(note, write, kind=["disk", "Bitrix\\Disk\\BizProcDocument", f"STORAGE_{storage['ID']}"])
    content = {"NAME": "One"}, ["One", "b25l"]
    file = office("disk.folder.uploadfile", id=storage["ROOT_OBJECT_ID"], data=content[0], fileContent=content[1])["ID"]
    office(START, TEMPLATE_ID=template, DOCUMENT_ID=["disk", "Bitrix\\Disk\\BizProcDocument", str(file)])
    assert office.notes()[-1] == "One: "
    assert office("disk.file.get", id=file)["NAME"] == "Renamed"
