"""Pipelines of a file with their stages, entries of directories, and records in them."""

from collections.abc import Callable

import pytest

from tests.conftest import Api
from tests.declared.conftest import Apply

Problems = Callable[[str], list[tuple[int, int, str]]]

REFITS = """
[pipelines.refits]
id = 700
entity = "deals"
name = "Refits"
stages = [
  { STATUS_ID = "NEW", NAME = "Asked for" },
  { STATUS_ID = "SLIPWAY", NAME = "On the slipway", COLOR = "#55D0E0" },
  "WON",
  { STATUS_ID = "LOSE", NAME = "Sunk" },
]
"""
DEAL = """
[deals.deck]
TITLE = "Deck"
CATEGORY_ID = "refits"
STAGE_ID = "SLIPWAY"
"""


def stages(admin: Api, directory: str) -> list[tuple[str, str]]:
    found = admin("crm.status.list", filter={"ENTITY_ID": directory}, order={"SORT": "ASC"})
    return [(stage["STATUS_ID"], stage["NAME"]) for stage in found]


def test_a_pipeline_has_the_stages_of_the_file_in_their_order_and_no_others(applied: Apply, admin: Api) -> None:
    applied(REFITS + DEAL)
    assert stages(admin, "DEAL_STAGE_700") == [
        ("C700:NEW", "Asked for"),
        ("C700:SLIPWAY", "On the slipway"),
        ("C700:WON", "Deal successful"),
        ("C700:LOSE", "Sunk"),
    ]
    [deal] = admin("crm.deal.list", filter={"CATEGORY_ID": 700}, select=["STAGE_ID", "TITLE"])
    assert (deal["TITLE"], deal["STAGE_ID"]) == ("Deck", "C700:SLIPWAY")
    assert applied(REFITS + DEAL).changes == ()


def test_a_changed_pipeline_changes_what_it_names(applied: Apply, admin: Api) -> None:
    applied(REFITS + DEAL)
    ids = {
        stage["STATUS_ID"]: stage["ID"] for stage in admin("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE_700"})
    }
    changed = REFITS.replace('"Asked for" },', '"Asked for" },\n  { STATUS_ID = "DOCK", NAME = "In the dock" },')
    changed = changed.replace('  { STATUS_ID = "LOSE", NAME = "Sunk" },\n', "").replace('"Refits"', '"Refit"')
    outcome = applied(changed + DEAL.replace("SLIPWAY", "DOCK"))
    assert [(change.name, change.keys) for change in outcome.changes] == [
        ("pipelines.refits", ("name", "stages")),
        ("deals.deck", ("STAGE_ID",)),
    ]
    assert [code for code, _ in stages(admin, "DEAL_STAGE_700")] == [
        "C700:NEW",
        "C700:DOCK",
        "C700:SLIPWAY",
        "C700:WON",
    ]
    assert admin("crm.category.get", entityTypeId=2, id=700)["category"]["name"] == "Refit"
    [won] = admin("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE_700", "STATUS_ID": "C700:WON"})
    assert won["ID"] == ids["C700:WON"], "a stage that stays is the one that it was"


def test_smart_processes_begin_with_the_pipeline_of_the_file(applied: Apply, admin: Api) -> None:
    text = """
    [types.trips]
    entityTypeId = 180
    title = "Trips"
    isCategoriesEnabled = true
    isStagesEnabled = true
    [pipelines.voyages]
    entity = "items.trips"
    name = "Voyages"
    default = true
    stages = ["NEW", { STATUS_ID = "SEA", NAME = "At sea" }, { STATUS_ID = "HOME", NAME = "Home", SEMANTICS = "S" }]
    [pipelines.drills]
    entity = "items.trips"
    name = "Drills"
    sort = 900
    [items.trips.first]
    STAGE_ID = "SEA"
    [items.trips.second]
    CATEGORY_ID = "drills"
    STAGE_ID = "CLIENT"
    """
    applied(text)
    found = admin("crm.category.list", entityTypeId=180)["categories"]
    assert [(each["name"], each["isDefault"]) for each in found] == [("Voyages", "Y"), ("Drills", "N")]
    voyages, drills = (each["id"] for each in found)
    assert [code for code, _ in stages(admin, f"DYNAMIC_180_STAGE_{voyages}")] == [
        f"DT180_{voyages}:NEW",
        f"DT180_{voyages}:SEA",
        f"DT180_{voyages}:HOME",
    ]
    items = admin("crm.item.list", entityTypeId=180, order={"id": "ASC"})["items"]
    assert [item["stageId"] for item in items] == [f"DT180_{voyages}:SEA", f"DT180_{drills}:CLIENT"]
    assert applied(text).changes == ()
    moved = text.replace("default = true", "").replace("sort = 900", "sort = 900\n    default = true")
    assert [change.name for change in applied(moved).changes] == ["pipelines.drills"]
    assert admin("crm.category.get", entityTypeId=180, id=drills)["category"]["isDefault"] == "Y"


def test_the_first_pipeline_of_deals_takes_a_name(applied: Apply, admin: Api) -> None:
    applied('[pipelines.general]\nentity = "deals"\ndefault = true\nname = "Boats"\n')
    assert admin("crm.category.get", entityTypeId=2, id=0)["category"]["name"] == "Boats"


def test_which_pipeline_of_deals_is_the_first_stays(applied: Apply, problems: Problems) -> None:
    general = '[pipelines.general]\nentity = "deals"\nname = "Boats"\ndefault = true\n'
    applied(general + REFITS)
    assert [line for line, *_ in problems(general.replace("true", "false"))] == [4]
    assert [line for line, *_ in problems(REFITS + "default = true")] == [12]
    assert [line for line, *_ in problems(REFITS.replace("deals", "invoices"))] == [4]


def test_entries_of_directories_are_added_and_changed_and_others_left_alone(applied: Apply, admin: Api) -> None:
    text = """
    [statuses.fair]
    ENTITY_ID = "SOURCE"
    STATUS_ID = "FAIR"
    NAME = "Boat fair"
    SORT = 5
    [statuses.call]
    ENTITY_ID = "SOURCE"
    STATUS_ID = "CALL"
    NAME = "Telephone"
    [statuses.thinking]
    ENTITY_ID = "STATUS"
    STATUS_ID = "THINKING"
    NAME = "Thinking"
    SORT = 25
    SEMANTICS = "P"
    [leads.enquiry]
    SOURCE_ID = "FAIR"
    STATUS_ID = "THINKING"
    """
    before = len(admin("crm.status.list", filter={"ENTITY_ID": "SOURCE"}))
    outcome = applied(text)
    assert [(change.done, change.name) for change in outcome.changes] == [
        ("added", "statuses.fair"),
        ("changed", "statuses.call"),
        ("added", "statuses.thinking"),
        ("added", "leads.enquiry"),
    ]
    sources = stages(admin, "SOURCE")
    assert len(sources) == before + 1
    assert sources[0] == ("FAIR", "Boat fair")
    assert ("CALL", "Telephone") in sources
    assert len(admin("crm.lead.list", filter={"SOURCE_ID": "FAIR", "STATUS_ID": "THINKING"})) == 1
    assert applied(text).changes == ()
    assert [change.keys for change in applied(text.replace("Boat fair", "Fair")).changes] == [("NAME",)]


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ('"WON",', '"WONN",', (9, 3), "WONN: there is none yet, so it needs a NAME"),
        ('"SLIPWAY", NAME', '"TO THE SLIPWAY", NAME', (8, 3), "The status ID is too long"),
        ('"SLIPWAY", NAME', '"NEW", NAME', (8, 3), "NEW: it is said twice"),
        ('"WON",', '{ STATUS_ID = "WON", SEMANTICS = "F" },', (9, 3), "WON: SEMANTICS is S and stays so"),
        ('"WON",', '{ STATUS_ID = "WON", SEMANTICS = "X" },', (9, 24), "this must be one of `P`, `S`, `F`"),
        ('"WON",', '{ NAME = "Done" },', (9, 3), "this lacks STATUS_ID"),
        ('  "WON",\n', "", (6, 1), "one stage must be in progress, and one be won"),
        ('entity = "deals"', 'entity = "leads"', (4, 1), "entity must be a table of records"),
        ('name = "Refits"', 'name = ""', (5, 1), "Field 'NAME' is required"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_problem_where_it_stands(
    problems: Problems, old: str, new: str, place: tuple[int, int], problem: str
) -> None:
    [found] = problems(REFITS.replace(old, new))
    assert found[:2] == place
    assert problem in found[2]


def test_a_stage_that_records_are_in_cannot_go(applied: Apply, problems: Problems) -> None:
    applied(REFITS + DEAL)
    without = "\n".join(line for line in REFITS.splitlines() if '"SLIPWAY"' not in line)
    assert problems(without) == [
        (6, 1, "pipelines.refits: C700:SLIPWAY is not listed, and cannot go: Records are in this stage.")
    ]


def test_records_of_a_pipeline_that_is_refused_are_no_problems_of_their_own(problems: Problems) -> None:
    assert [line for line, *_ in problems(REFITS.replace('"WON"', '"WONN"') + DEAL)] == [9]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("[statuses.a]\nENTITY_ID = 'COLOURS'\nSTATUS_ID = 'A'\nNAME = 'A'", (2, 1), "not supported"),
        ("[statuses.a]\nENTITY_ID = 'SOURCE'\nSTATUS_ID = 'A'", (1, 11), "Title is required"),
        ("[statuses.a]\nENTITY_ID = 'SOURCE'\nNAME = 'A'", (1, 11), "lacks status_id"),
        ("[deals.a]\nCATEGORY_ID = 'refits'", (2, 1), 'there is no [pipelines.…] named "refits"'),
        ("[deals.a]\nCATEGORY_ID = 99", (2, 1), "id 99"),
    ],
)
def test_an_entry_that_cannot_be_is_a_problem(
    problems: Problems, text: str, place: tuple[int, int], problem: str
) -> None:
    [found] = problems(text)
    assert found[:2] == place
    assert problem in found[2]
