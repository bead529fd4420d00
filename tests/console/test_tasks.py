"""The pages of tasks, as a browser without scripts sees them."""

import json
import re
from typing import Any

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire, api_of
from tests.console.crm import Filled, Person
from tests.console.test_disk import picture, upload

SCOPES = "task,sonet,sonet_group,crm"
NINE = 1_767_603_600.0
"""Nine o'clock on 5 January 2026."""


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, SCOPES)


@pytest.fixture
def seller(wire: Wire) -> Api:
    return api_of(wire, 3, SCOPES)


def task_of(api: Api, title: str) -> dict[str, Any]:
    """The task of a title, with all that the card shows."""
    found = api("tasks.task.list", filter={"%TITLE": title}, select=["ID"])["tasks"]
    assert len(found) == 1, found
    whole: dict[str, Any] = api("tasks.task.get", taskId=found[0]["id"], select=["*", "UF_CRM_TASK"])["task"]
    return whole


def titles(text: str) -> list[str]:
    """The tasks of a list, in their order."""
    return re.findall(r'<th scope="row"><a href="/tasks/\d+/">([^<]+)</a>', text)


def add(api: Api, title: str, **fields: object) -> int:
    made = api("tasks.task.add", fields={"TITLE": title, "RESPONSIBLE_ID": api.user_id, **fields})
    return int(made["task"]["id"])


def test_a_task_is_set_worked_on_and_approved(ada: Person, clara: Person, admin: Api) -> None:
    given = {
        "title": "Paint the pier",
        "description": "In [b]blue[/b] & <i>grey</i>",
        "responsible": 3,
        "deadline": "2030-01-02T18:30",
    }
    chosen = {
        "helper.4": 4,
        "watcher.5": 5,
        "crm.2.1": 1,
        "important": "Y",
        "TASK_CONTROL": "Y",
        "ALLOW_TIME_TRACKING": "Y",
    }
    made = ada.send("/tasks/add/", **given, **chosen)
    task = task_of(admin, "pier")
    path = f"/tasks/{task['id']}/"
    assert made.headers["location"] == path
    wanted = {"responsibleId": "3", "accomplices": ["4"], "auditors": ["5"], "priority": "2", "taskControl": "Y"}
    assert {name: task[name] for name in wanted} == wanted
    assert task["deadline"].startswith("2030-01-02T18:30")
    assert task["ufCrmTask"] == ["D_1"]
    text = ada.text(path)
    assert "In <b>blue</b> &amp; grey" in text
    assert 'href="/crm/deal/1/"' in text

    clara.send(f"{path}checklist/", do="add", title="Sand it")
    clara.send(f"{path}checklist/", do="add", title="Prime it")
    lines = {each["TITLE"]: each for each in admin("task.checklistitem.getlist", TASKID=task["id"])}
    clara.send(f"{path}checklist/", do="tick", item=lines["Sand it"]["ID"])
    assert "1 of 2" in clara.text(path)
    clara.send(f"{path}checklist/", do="untick", item=lines["Sand it"]["ID"])
    clara.send(f"{path}checklist/", do="delete", item=lines["Prime it"]["ID"])
    assert "0 of 1" in clara.text(path)
    clara.send(f"{path}comments/", text="Which <i>blue</i>?")
    ada.send(f"{path}comments/", text="That of the sea.")
    shown = ada.text(path)
    assert shown.index("Which &lt;i&gt;blue") < shown.index("That of the sea")
    (own,) = set(re.findall(r'name="comment" value="(\d+)"', shown))
    ada.send(f"{path}comments/", do="delete", comment=own)
    assert "That of the sea" not in ada.text(path)
    told = json.loads(clara.send(f"{path}comments/", text="As drawn", attaches="Y").body)
    assert upload(clara, told["address"], b"drawn", "plan.txt").status == 200
    assert ada.send(told["address"]).status == 200, "administrators change comments of others"
    talk = ada.text(path).partition("As drawn")[2]
    drawn = re.search(r'href="(/rest/download[^"]+)" download>.*? plan.txt</a>', talk)
    assert drawn is not None
    assert ada.open(drawn[1].replace("&amp;", "&")).body == b"drawn"
    clara.send(f"{path}time/", minutes=80, text="Sanding")
    assert "1 h 20 min" in ada.text(path)
    assert clara.send(f"{path}time/", minutes="-3").status == 400

    for person, step, status in (
        (clara, "start", "3"),
        (clara, "complete", "4"),
        (ada, "disapprove", "2"),
        (clara, "complete", "4"),
        (ada, "approve", "5"),
        (ada, "renew", "2"),
        (ada, "defer", "6"),
    ):
        assert f'name="do" value="{step}"' in person.text(path), step
        assert person.send(f"{path}step/", do=step).status == 303
        assert task_of(admin, "pier")["status"] == status
    assert 'name="do" value="approve"' not in clara.text(path)
    assert clara.send(f"{path}step/", do="approve").status == 400
    assert ada.send(f"{path}step/", do="nonsense").status == 400

    told = json.loads(ada.send(f"{path}address/").body)
    assert told["field"] == "file"
    assert upload(ada, f"{path}address/", picture(), "sea.png").status == 200
    text = clara.text(path)
    assert "sea.png" in text
    thumbnail = re.search(r'<img src="(/rest/download[^"]+)"', text)
    assert thumbnail is not None
    assert clara.open(thumbnail[1].replace("&amp;", "&")).body[:4] == b"\x89PNG"

    form = Filled(ada.open(f"{path}edit/")).forms[f"{path}edit/"]
    assert ada.send(f"{path}edit/", **{**form, "title": "Paint the whole pier", "crm.3.1": 1}).status == 303
    task = task_of(admin, "pier")
    assert (task["title"], task["ufCrmTask"]) == ("Paint the whole pier", ["D_1", "C_1"])
    assert (task["accomplices"], task["auditors"], task["status"]) == (["4"], ["5"], "6")
    assert task["deadline"].startswith("2030-01-02T18:30")
    ada.send("/tasks/add/", title="Buy paint", responsible=1, parent=task["id"])
    assert "Buy paint" in ada.text(path)
    assert "Paint the whole pier" in ada.text(f"/tasks/{task_of(admin, 'Buy')['id']}/")
    ada.send(f"{path}sign/", do="favorite")
    assert 'value="unfavorite"' in ada.text(path)
    assert ada.send(f"{path}delete/").headers["location"] == "/tasks/"
    assert ada.open(path).status == 404


def test_work_on_a_task_is_timed_concluded_delegated_and_told_of(
    wire: Wire, ada: Person, clara: Person, admin: Api
) -> None:
    wire.freeze(NINE)
    rope = add(admin, "Buy the rope", RESPONSIBLE_ID=3)
    task = add(admin, "Moor the ferry", RESPONSIBLE_ID=3, ALLOW_TIME_TRACKING="Y")
    path = f"/tasks/{task}/"
    assert "Start the timer" not in clara.text(path)
    clara.send(f"{path}step/", do="start")
    wire.freeze(NINE + 3_723)
    assert 'data-ticks="3723">1:02:03<' in clara.text(path)
    assert "data-ticks" not in ada.text(path)
    other = add(admin, "Fend off", RESPONSIBLE_ID=3, ALLOW_TIME_TRACKING="Y")
    clara.send(f"/tasks/{other}/step/", do="start")
    shown = clara.text(path)
    assert "Start the timer" in shown
    assert "1 h 2 min" in shown

    assert "Buy the rope" in ada.text(f"{path}waits/?q=rope")
    assert "Buy the rope" in ada.text(f"{path}waits/?q={rope}")
    assert "No task fits" in ada.text(f"{path}waits/?q=ferry")
    ada.send(f"{path}waits/", task=rope)
    assert f'href="/tasks/{rope}/">Buy the rope' in ada.text(path)
    assert "Moor the ferry" in ada.text(f"/tasks/{rope}/").partition("Is waited for by")[2]
    assert ada.send(f"/tasks/{rope}/waits/", task=task).status == 400, "a circle"
    assert ada.send(f"{path}waits/", task="none").status == 400
    ada.send(f"{path}waits/", task=rope, do="remove")
    assert "Is waited for by" not in ada.text(f"/tasks/{rope}/")

    clara.send(f"{path}comments/", text="Two lines are fast")
    (comment,) = set(re.findall(r'name="comment" value="(\d+)"', clara.text(path)))
    clara.send(f"{path}result/", do="add", comment=comment)
    assert '<h2 id="results">Result</h2>' in ada.text(path)
    clara.send(f"{path}result/", do="remove", comment=comment)
    assert 'id="results"' not in ada.text(path)
    clara.send(f"{path}result/", do="add", comment=comment)

    for name, back in (("pin", "unpin"), ("mute", "unmute")):
        clara.send(f"{path}sign/", do=name)
        assert f'value="{back}"' in clara.text(path)
    clara.send(f"{path}delegate/", person=4)
    shown = ada.text(path)
    assert "Dmitri Quay" in shown.partition("Responsible")[2].partition("</dd>")[0]
    assert "Clara Mast" in shown.partition("Watchers")[2].partition("</dd>")[0]
    told = re.sub(r"<[^>]+>", "", shown.partition('id="history"')[2])
    for change in ("Responsible: Clara Mast → Dmitri Quay", "Status: Pending → In progress", "Time spent: 1 h 2 min"):
        assert change in told, change
    assert clara.send(f"{path}delegate/", person=5).status == 400, "it is hers no longer"
    assert ada.send(f"{path}sign/", do="nonsense").status == 400


def test_links_on_the_plan_are_shown_from_both_ends_made_and_taken_away(
    ada: Person, clara: Person, admin: Api, seller: Api
) -> None:
    def shown(person: Person, task: int) -> list[str]:
        """What the plan of a card says, line by line."""
        section = person.text(f"/tasks/{task}/").partition('id="plan"')[2].partition("<form class=")[0]
        lines = re.findall(r"<h3>.*?</h3>|<li.*?</li>", section.partition("</section>")[0], re.S)
        return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in lines]

    hull, paint = add(admin, "Scrape the hull", RESPONSIBLE_ID=3), add(admin, "Paint the hull", RESPONSIBLE_ID=3)
    own, hidden = add(seller, "Buy brushes", RESPONSIBLE_ID=3), add(admin, "Count the money")
    for first, then, kind in ((hull, paint, 2), (hidden, paint, 0), (paint, own, 3)):
        admin("task.dependence.add", taskIdFrom=first, taskIdTo=then, linkType=kind)
    after, before = "After these", "Before these"
    assert shown(ada, paint) == [
        after,
        "Pending Scrape the hull Finish to start Unlink",
        "Pending Count the money Start to start Unlink",
        before,
        "Pending Buy brushes Finish to finish Unlink",
    ]
    assert shown(ada, hull) == [before, "Pending Paint the hull Finish to start Unlink"]
    assert shown(clara, paint) == [
        after,
        "Pending Scrape the hull Finish to start",
        before,
        "Pending Buy brushes Finish to finish Unlink",
    ], "who may not edit the later task does not unlink it, and nobody is told of a task that is not seen"

    ada.send(f"/tasks/{paint}/plan/", do="remove", side="before", task=hull)
    assert shown(ada, hull) == []
    ada.send(f"/tasks/{hull}/plan/", side="after", kind=1, task=paint)
    assert shown(ada, hull) == [before, "Pending Paint the hull Start to finish Unlink"]
    ada.send(f"/tasks/{hull}/plan/", do="remove", side="after", task=paint)
    ada.send(f"/tasks/{hull}/plan/", side="before", kind=0, task=paint)
    assert shown(ada, hull) == [after, "Pending Paint the hull Start to start Unlink"]
    for person, sent in (
        (ada, {"side": "before", "kind": 0, "task": paint}),
        (ada, {"side": "after", "kind": 0, "task": paint}),
        (ada, {"side": "before", "kind": 4, "task": own}),
        (ada, {"side": "before", "kind": "x", "task": own}),
        (ada, {"side": "before", "kind": 0, "task": "none"}),
        (clara, {"side": "before", "kind": 0, "task": own}),
        (clara, {"do": "remove", "side": "before", "task": paint}),
    ):
        assert person.send(f"/tasks/{hull}/plan/", **sent).status == 400, sent
    assert shown(ada, hull) == [after, "Pending Paint the hull Start to start Unlink"]


def test_records_lead_to_their_tasks_which_alone_are_completed(ada: Person, clara: Person, admin: Api) -> None:
    task = add(admin, "Splice the hawser", RESPONSIBLE_ID=3, UF_CRM_TASK=["D_7"])
    (entry,) = re.findall(
        r'<li class="entry[^>]*>(?:(?!</li>\n<li class="entry).)*?Splice the hawser.*?</article>',
        ada.text("/crm/deal/7/"),
        re.S,
    )
    assert f'href="/tasks/{task}/">Splice the hawser' in entry
    assert "/completed/" not in entry.rpartition('id="activity-')[2]
    activity = admin("crm.activity.list", filter={"ASSOCIATED_ENTITY_ID": task, "TYPE_ID": 3}, select=["ID"])[0]["ID"]
    page = ada.text(f"/crm/activity/{activity}/")
    assert f'href="/tasks/{task}/"' in page
    assert "/completed/" not in page


def test_lists_show_tasks_by_role_state_words_and_deadline(ada: Person, clara: Person, admin: Api, seller: Api) -> None:
    add(admin, "Own and late", DEADLINE="2020-01-01T10:00:00+00:00")
    add(admin, "Own", DEADLINE="2040-05-05T10:00:00+00:00")
    add(admin, "Given away", RESPONSIBLE_ID=3)
    add(seller, "Helped with", RESPONSIBLE_ID=3, ACCOMPLICES=[1])
    add(seller, "Watched", RESPONSIBLE_ID=3, AUDITORS=[1])
    add(seller, "Of nobody else", RESPONSIBLE_ID=3)
    admin("tasks.task.complete", taskId=add(admin, "Own and done"))
    expected = {
        "": {"Own and late", "Own"},
        "?role=set": {"Own and late", "Own", "Given away"},
        "?role=helping": {"Helped with"},
        "?role=watching": {"Watched"},
        "?state=overdue": {"Own and late"},
        "?state=done": {"Own and done"},
        "?q=late&state=any": {"Own and late"},
        "?from=2040-05-05&to=2040-05-05": {"Own"},
        "?q=nothing": set(),
    }

    def shown(person: Person, query: str = "") -> list[str]:
        """Those of these tasks that a list shows."""
        return [title for title in titles(person.text(f"/tasks/{query}")) if title in made]

    made = {"Own and late", "Own", "Given away", "Helped with", "Watched", "Of nobody else", "Own and done"}
    for query, found in expected.items():
        assert set(shown(ada, query)) == found, query
    assert shown(ada) == ["Own and late", "Own"]
    assert shown(ada, "?sort=newest") == ["Own", "Own and late"]
    assert "Of nobody else" in shown(ada, "?role=all")
    assert set(shown(clara, "?role=all")) == {"Given away", "Helped with", "Watched", "Of nobody else"}
    hidden = task_of(admin, "Own and late")["id"]
    for page in ("", "edit/"):
        assert clara.open(f"/tasks/{hidden}/{page}").status == 404
    assert clara.send(f"/tasks/{hidden}/comments/", text="x").status == 400
    assert clara.send(f"/tasks/{hidden}/address/").status == 400


def test_a_long_list_is_turned_over(ada: Person, admin: Api) -> None:
    for number in range(52):
        add(admin, f"Plank {number}")
    links = ada.links("/tasks/?q=Plank")
    assert len(titles(ada.text("/tasks/?q=Plank"))) == 50
    assert len(titles(ada.text(links.next))) == 2


def test_boards_show_stages_and_move_tasks(ada: Person, clara: Person, admin: Api) -> None:
    group = admin("sonet_group.create", NAME="Harbour works")
    task = add(admin, "Dredge", GROUP_ID=group)
    own = add(admin, "Call the pilot")
    admin("tasks.task.complete", taskId=add(admin, "Done long ago"))
    board = f"/tasks/board/?group={group}"
    stages = list(admin("task.stages.get", entityId=group))
    assert "Harbour works" in ada.text(board)
    moved = ada.htmx("/tasks/board/move/", id=task, group=group, **{"from": stages[0], "stage": stages[1]})
    assert (moved.status, moved.body.count(b"hx-swap-oob")) == (200, 2)
    assert task_of(admin, "Dredge")["stageId"] == stages[1]
    column = ada.text(board).partition(f'id="stage-{stages[1]}"')[2].partition("</section>")[0]
    assert "Dredge" in column
    plan = ada.text("/tasks/board/")
    assert "Call the pilot" in plan
    assert "Done long ago" not in plan
    planned = list(admin("task.stages.get", entityId=0))
    answer = ada.send("/tasks/board/move/", id=own, group=0, stage=planned[1])
    assert answer.headers["location"] == "/tasks/board/"
    assert "Call the pilot" in ada.text("/tasks/board/").partition(f'id="stage-{planned[1]}"')[2]
    assert clara.open(board).status == 400
    assert clara.htmx("/tasks/board/move/", id=task, group=group, stage=stages[0]).status == 400


def test_applications_are_opened_where_they_are_bound(wire: Wire, ada: Person, admin: Api) -> None:
    group = admin("sonet_group.create", NAME="Harbour works")
    task = add(admin, "Dredge", GROUP_ID=group)
    app = app_of(wire, 1, "placement,task")
    for placement, page, told in (
        ("TASK_LIST_CONTEXT_MENU", "/tasks/?q=Dredge", f"ID={task}"),
        ("TASK_USER_LIST_TOOLBAR", "/tasks/", "USER_ID=1"),
        ("TASK_GROUP_LIST_TOOLBAR", f"/tasks/?group={group}&role=all", f"GROUP_ID={group}"),
        ("TASK_VIEW_TAB", f"/tasks/{task}/", f"taskId={task}"),
        ("TASK_VIEW_SIDEBAR", f"/tasks/{task}/", f"taskId={task}"),
        ("TASK_VIEW_TOP_PANEL", f"/tasks/{task}/", f"taskId={task}"),
    ):
        handler = f"https://app.example.test/{placement}"
        app("placement.bind", PLACEMENT=placement, HANDLER=handler, TITLE="Sounding")
        (href,) = (each for each in ada.links(page).every if "/placement/" in each)
        assert href.endswith(f"/?{told}"), placement
        assert "Sounding" in ada.text(href)
        app("placement.unbind", PLACEMENT=placement, HANDLER=handler)
