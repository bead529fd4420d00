"""The demo portal: the same rows each time, and enough of everything to try the methods on."""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from homeport.core.clock import Clock
from homeport.domain import demo
from homeport.domain.demo import tasks as demo_tasks
from homeport.domain.demo.activities import COUNT, FORBIDDEN
from homeport.domain.demo.plan import DELIVERY
from homeport.domain.demo.user_fields import CHANNELS
from homeport.domain.files import files
from homeport.domain.portal import info
from homeport.domain.records import scopes
from homeport.portals import contents, lifecycle, transfer
from homeport.portals.built_in import DEMO
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.store import SqliteStore, Transaction
from homeport.store.schema import migrate
from homeport.store.searching import is_of_index
from tests.conftest import Api, Wire, api_of

LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE = 1, 2, 3, 4, 7, 31
OWN_TO_A_PORTAL = {"portal", "portal_webhook"}
"""Tables that differ from portal to portal: its member id and its credentials."""

OF_TASKS = 3
"""The type of activities that stand for tasks."""


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo portal as it comes."""
    path = tmp_path_factory.mktemp("whole") / "data"
    ensure_default(DataFolder(path), demo=True)
    return path


@pytest.fixture
def wire(demo_folder: Path, tmp_path: Path) -> Iterator[Wire]:
    """The demo portal as it comes, this test's own."""
    wire = Wire(Path(shutil.copytree(demo_folder, tmp_path / "data")))
    yield wire
    wire.close()


Rows = dict[str, list[tuple[Any, ...]]]


def connected(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(DataFolder(folder).portal_file(DEFAULT))


def rows_of(folder: Path) -> Rows:
    """Everything that the default portal's file holds."""
    with closing(connected(folder)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr)
            for table in tables
            if table not in OWN_TO_A_PORTAL and not is_of_index(table)
        }


def bindings_of(api: Api, activity_id: int) -> list[tuple[int, int]]:
    """All records that an activity is bound to, as far as a user may read them."""
    found: list[tuple[int, int]] = []
    start: int | None = 0
    while start is not None:
        answer = api.send("crm.activity.binding.list", activityId=activity_id, start=start)
        found += [(binding["entityTypeId"], binding["entityId"]) for binding in answer.result]
        start = answer.json.get("next")
    return found


def test_two_portals_made_from_nothing_are_equal_row_by_row(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    ensure_default(DataFolder(tmp_path / "other"), demo=True)
    first, second = rows_of(demo_folder), rows_of(tmp_path / "other")
    assert first.keys() == second.keys()
    for table, rows in first.items():
        assert rows == second[table], table


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("crm_deal", "DATE_MODIFY"),
        ("crm_activity", "LAST_UPDATED"),
        ("crm_timeline", "CREATED"),
        ("portal_user", "TIMESTAMP_X"),
    ],
)
def test_nothing_was_written_after_the_day_that_it_shows(demo_folder: Path, table: str, column: str) -> None:
    with closing(connected(demo_folder)) as connection:
        (latest,) = connection.execute(f"SELECT max({column}) FROM {table}").fetchone()
    assert latest <= "2026-01-05 09:00:00"


def test_loading_it_takes_few_statements(tmp_path: Path) -> None:
    def load(tx: Transaction) -> int:
        info.create(tx, Clock())
        scopes.install(tx)
        before = tx.statements
        demo.load(tx, Clock())
        return tx.statements - before

    path = tmp_path / "portal.db"
    migrate(path)
    store = SqliteStore(path, blobs=DataFolder(tmp_path / "data").blobs)
    assert store.write_now(load) < 14_000  # each takes less than 0.1 ms: far within two seconds
    store.close()


def test_it_sells_products_in_sections_at_prices(demo_folder: Path) -> None:
    with closing(connected(demo_folder)) as connection:
        sold = connection.execute(
            "SELECT s.NAME, p.NAME, c.PRICE, c.CURRENCY FROM catalog_product p"
            " JOIN catalog_section s ON s.ID = p.SECTION_ID JOIN catalog_price c ON c.PRODUCT_ID = p.ID ORDER BY p.ID"
        ).fetchall()
    assert len(sold) == 7
    assert sold[0] == ("Ropes", "Polyester rope 12 mm", 3.4, "EUR")


def test_it_has_people_in_departments_with_roles(demo_folder: Path) -> None:
    with closing(connected(demo_folder)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("portal_user", "portal_department", "portal_role")
        }
    assert counts == {"portal_user": 6, "portal_department": 3, "portal_role": 3}


@pytest.mark.parametrize(
    ("entity_type_id", "count"),
    [(LEAD, 40), (DEAL, 60), (CONTACT, 130), (COMPANY, 30), (QUOTE, 10), (INVOICE, 10), (DELIVERY, 20)],
)
def test_it_has_records_of_every_type_numbered_from_one(admin: Api, entity_type_id: int, count: int) -> None:
    first = admin.send("crm.item.list", entityTypeId=entity_type_id, select=["id"], order={"id": "ASC"})
    assert first.json["total"] == count
    last = admin.send("crm.item.list", entityTypeId=entity_type_id, select=["id"], order={"id": "DESC"})
    assert (first.result["items"][0]["id"], last.result["items"][0]["id"]) == (1, count)


@pytest.mark.parametrize("entity_type_id", [LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE, DELIVERY])
def test_every_user_is_responsible_for_some_records_of_every_type(admin: Api, entity_type_id: int) -> None:
    for user in range(1, 7):
        found = admin.send("crm.item.list", entityTypeId=entity_type_id, filter={"assignedById": user})
        assert found.json["total"] > 0, user


def test_deals_and_leads_are_in_every_stage(admin: Api) -> None:
    for entity_type_id, stages in (
        (LEAD, ("NEW", "IN_PROCESS", "PROCESSED", "CONVERTED", "JUNK")),
        (DEAL, ("NEW", "PREPARATION", "PREPAYMENT_INVOICE", "EXECUTING", "FINAL_INVOICE", "WON", "LOSE", "APOLOGY")),
    ):
        for stage in stages:
            found = admin.send("crm.item.list", entityTypeId=entity_type_id, filter={"stageId": stage})
            assert found.json["total"] > 0, stage


def test_it_has_activities_of_all_kinds_past_and_planned(demo_folder: Path) -> None:
    with closing(connected(demo_folder)) as connection:
        kinds = Counter(connection.execute("SELECT TYPE_ID, COMPLETED FROM crm_activity"))
    kept = {kind: count for kind, count in kinds.items() if kind[0] != OF_TASKS}
    assert sum(kept.values()) == COUNT
    assert set(kinds) >= {(kind, done) for kind in (1, 2, 6) for done in ("Y", "N")} | {(4, "Y")}


def test_activities_are_bound_to_one_record_or_to_many(demo_folder: Path) -> None:
    with closing(connected(demo_folder)) as connection:
        sizes = Counter(
            size for (size,) in connection.execute("SELECT count(*) FROM crm_activity_binding GROUP BY ACTIVITY_ID")
        )
        dangling = connection.execute(
            "SELECT count(*) FROM crm_activity a WHERE NOT EXISTS (SELECT 1 FROM crm_activity_binding b "
            "WHERE b.ACTIVITY_ID = a.ID AND b.OWNER_TYPE_ID = a.OWNER_TYPE_ID AND b.OWNER_ID = a.OWNER_ID)"
        ).fetchone()[0]
    assert sizes[1] > 10
    assert sizes[100] == 1
    assert any(50 < size < 100 for size in sizes)
    assert dangling == 0


def test_every_binding_leads_to_a_record(admin: Api, demo_folder: Path) -> None:
    with closing(connected(demo_folder)) as connection:
        bound = set(connection.execute("SELECT DISTINCT OWNER_TYPE_ID, OWNER_ID FROM crm_activity_binding"))
    assert {type_id for type_id, _ in bound} == {LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE, DELIVERY}
    for type_id in {type_id for type_id, _ in bound}:
        last = admin("crm.item.list", entityTypeId=type_id, select=["id"], order={"id": "DESC"})["items"][0]["id"]
        assert all(0 < entity_id <= last for found, entity_id in bound if found == type_id)


def test_deals_have_comments_and_the_first_is_shown_under_its_company_too(admin: Api) -> None:
    found = admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "company", "ENTITY_ID": 1})
    assert [each["ID"] for each in found] == ["1"]
    of_deal = admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "deal", "ENTITY_ID": 1})
    assert of_deal[0]["COMMENT"] == found[0]["COMMENT"]


def test_the_first_activity_shows_what_bindings_are(admin: Api, seller: Api) -> None:
    bound = [(DEAL, 1), (LEAD, 1), (CONTACT, 1), (COMPANY, 1)]
    assert bindings_of(admin, 1) == bound
    assert bindings_of(seller, 1) == bound


def test_the_salesperson_is_denied_one_activity(admin: Api, seller: Api) -> None:
    assert len(bindings_of(admin, FORBIDDEN)) == 2
    assert seller.refused("crm.activity.binding.list", activityId=FORBIDDEN) == (400, "ACCESS_DENIED")


def test_the_salesperson_may_read_all_of_some_activities_a_part_of_others_and_nothing_of_the_rest(
    admin: Api, seller: Api
) -> None:
    seen: Counter[str] = Counter()
    for activity_id in range(1, COUNT + 1):
        answer = seller.send("crm.activity.binding.list", activityId=activity_id)
        if answer.status != 200:
            assert answer.error[:2] == (400, "ACCESS_DENIED")
            seen["nothing"] += 1
        else:
            part = bindings_of(seller, activity_id) != bindings_of(admin, activity_id)
            seen["a part" if part else "all"] += 1
    assert min(seen["nothing"], seen["a part"], seen["all"]) > 5, seen


def test_a_hundred_bindings_come_in_two_pages(admin: Api, seller: Api) -> None:
    assert len(bindings_of(admin, 3)) == 100
    assert 50 < len(bindings_of(seller, 3)) < 100
    assert admin.send("crm.activity.binding.list", activityId=3).json["total"] == 100


def test_the_salesperson_reads_own_leads_and_all_companies(seller: Api) -> None:
    leads = seller("crm.lead.list", select=["ASSIGNED_BY_ID"])
    assert leads
    assert {lead["ASSIGNED_BY_ID"] for lead in leads} == {"3"}
    assert seller.send("crm.company.list").json["total"] == 30


def test_addresses_and_numbers_belong_to_nobody(demo_folder: Path) -> None:
    with closing(connected(demo_folder)) as connection:
        values = list(connection.execute("SELECT TYPE_ID, VALUE FROM crm_multifield"))
    for kind, value in values:
        if kind == "PHONE":
            assert re.fullmatch(r"\+49 30 23125 \d{3}", value)
        elif kind in ("EMAIL", "WEB"):
            assert value.endswith("example.test")


def test_two_companies_have_requisites_which_their_deals_take(admin: Api) -> None:
    found = admin("crm.requisite.list", filter={"ENTITY_TYPE_ID": 4}, select=["ID", "ENTITY_ID"])
    assert [row["ENTITY_ID"] for row in found] == ["1", "2"]
    ids = [row["ID"] for row in found]
    assert [row["ENTITY_ID"] for row in admin("crm.requisite.bankdetail.list")] == ids
    assert [row["ENTITY_ID"] for row in admin("crm.address.list", filter={"ENTITY_TYPE_ID": 8})] == ids
    deals = {row["ID"]: row["COMPANY_ID"] for row in admin("crm.deal.list", filter={"@COMPANY_ID": [1, 2]}, start=-1)}
    chosen = admin("crm.requisite.link.list", filter={"ENTITY_TYPE_ID": 2}, start=-1)
    assert {row["ENTITY_ID"]: row["REQUISITE_ID"] for row in chosen} == {
        deal: ids[int(company) - 1] for deal, company in deals.items()
    }


def test_tasks_are_in_each_status_with_what_people_put_beside_them(admin: Api, seller: Api) -> None:
    listed = admin("tasks.task.list", order={"ID": "ASC"}, select=["ID", "STATUS", "PARENT_ID", "GROUP_ID"], start=-1)
    found = {int(task["id"]): task for task in listed["tasks"]}
    assert {task["status"] for task in found.values()} == {"2", "3", "4", "5", "6"}
    invite, terms = demo_tasks.INVITE, demo_tasks.TERMS
    assert [number for number, task in found.items() if task["parentId"] == str(invite)] == [2, 3]
    titles = [item["TITLE"] for item in admin("task.checklistitem.getlist", TASKID=invite) if item["PARENT_ID"] != "0"]
    assert len(titles) >= 3
    said = admin("task.commentitem.getlist", TASKID=invite)
    assert [comment["AUTHOR_NAME"] for comment in said] == ["Boris Anker", "Clara Mast"]
    spent = admin("tasks.task.get", taskId=invite, select=["TIME_SPENT_IN_LOGS"])["task"]
    assert spent["timeSpentInLogs"] == "5400"
    shown = seller("tasks.task.get", taskId=terms, select=["UF_CRM_TASK", "UF_TASK_WEBDAV_FILES"])["task"]
    assert shown["ufCrmTask"] == ["D_1", "CO_1"]
    assert len(shown["ufTaskWebdavFiles"]) == 1
    of_deal = admin("crm.activity.list", filter={"OWNER_TYPE_ID": DEAL, "OWNER_ID": 1, "TYPE_ID": OF_TASKS})
    assert [activity["SUBJECT"] for activity in of_deal] == ["Agree the terms of delivery"]


def test_groups_are_of_each_kind_and_the_scrum_has_a_sprint_under_way(admin: Api) -> None:
    found = admin("sonet_group.get", ORDER={"ID": "ASC"}, IS_ADMIN="Y")
    kinds = {group["NAME"]: group["PROJECT"] for group in found}
    assert kinds == {"Sales floor": "N", "Spring open house": "Y", "Web shop": "Y"}
    assert len(admin("sonet_group.user.get", ID=found[0]["ID"])) == 4
    (sprint,) = admin("tasks.api.scrum.sprint.list", filter={"GROUP_ID": found[2]["ID"]})
    assert sprint["status"] == "active"


def test_calendars_news_and_working_days_have_something_in_them(admin: Api, seller: Api) -> None:
    january = {"from": "2026-01-05", "to": "2026-01-26"}
    round_ = admin("calendar.event.get", type="group", ownerId=1, **january)
    assert [event["NAME"] for event in round_] == ["Monday round"] * 4
    (met,) = admin("calendar.event.get", type="user", ownerId=1, **january)
    answers = {person["id"]: person["status"] for person in met["ATTENDEE_LIST"]}
    assert answers == {1: "H", 2: "Y", 5: "Q"}
    assert seller("timeman.status", USER_ID=3)["STATUS"] == "CLOSED"
    (post,) = seller("log.blogpost.get")
    assert post["UF_BLOG_POST_VOTE"]["VALUE"]


def test_deals_and_companies_have_fields_of_their_own_and_a_deal_has_an_offer(admin: Api) -> None:
    listed = admin("crm.deal.userfield.list", filter={"FIELD_NAME": "UF_CRM_CHANNEL"})[0]["LIST"]
    assert tuple(entry["VALUE"] for entry in listed) == CHANNELS
    chosen = {deal["UF_CRM_CHANNEL"] for deal in admin("crm.deal.list", select=["UF_CRM_CHANNEL"], start=-1)}
    assert {entry["ID"] for entry in listed} <= chosen
    assert int(admin("crm.company.get", id=1)["UF_CRM_BERTHS"]) > 0
    (offer,) = admin("crm.documentgenerator.document.list", filter={"entityTypeId": DEAL, "entityId": 1})["documents"]
    assert offer["title"].startswith("Offer")


def test_it_is_carried_to_another_folder_with_its_files_fields_and_posts(wire: Wire, tmp_path: Path) -> None:
    transfer.export(wire.folder, DEFAULT, tmp_path / "portal.db")
    there = DataFolder(tmp_path / "there")
    transfer.import_(there, DEFAULT, tmp_path / "portal.db")
    found = Wire(there)
    shown = api_of(found, 3)("tasks.task.get", taskId=demo_tasks.TERMS, select=["UF_TASK_WEBDAV_FILES"])["task"]
    assert len(shown["ufTaskWebdavFiles"]) == 1
    with wire.portal.store.snapshot() as before, found.portal.store.snapshot() as after:
        assert files.hashes(before) == files.hashes(after) == set(there.blobs.hashes())
    found.close()


def test_its_contents_are_kept_for_portals_that_are_yet_to_be_made(wire: Wire) -> None:
    lifecycle.remove(wire.folder, DEFAULT)
    assert contents.sweep(wire.folder, grace=-1) == 0
    lifecycle.create(wire.folder, "again.example.test", DEMO)
    with wire.folder.stores.reading("again.example.test") as tx:
        assert list(contents.broken(wire.folder.blobs, files.hashes(tx))) == []
