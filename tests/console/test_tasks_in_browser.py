"""The pages of tasks in a real browser: a task from its being set to its end, by hand and by keyboard; open to all."""

import re

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.chromium import NARROW, violations
from tests.console.conftest import Open
from tests.console.test_disk_in_browser import HOSTILE

SCOPES = "task,sonet,sonet_group"


def test_a_task_goes_its_way(open_as: Open, portal: LocalPortal) -> None:
    webhook = portal.webhook(1, SCOPES)
    group = webhook.call("sonet_group.create", NAME="Harbour works")
    page = open_as(1, "/tasks/")
    page.keyboard.press("n")
    page.get_by_label("Title").fill(HOSTILE)
    page.get_by_label("Description").fill(HOSTILE)
    page.get_by_label("Group").select_option(label="Harbour works")
    page.get_by_label("Track the time that is spent").check()
    page.get_by_label("Find for Companies").fill("gullhaven")
    page.locator(".found label", has_text="Gullhaven Ferries").click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(page.locator(".chip", has_text="Gullhaven Ferries")).to_be_visible()
    expect(page.locator("img[src=x]")).to_have_count(0)
    task = int(page.url.rstrip("/").rpartition("/")[2])

    page.get_by_label("One more").fill("Sand it")
    page.keyboard.press("Enter")
    line = page.get_by_role("button", name="Sand it", exact=True)
    line.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 of 1")).to_be_visible()
    page.locator("#comment").fill("Which blue?")
    page.locator("#comment-files").set_input_files({"name": "sky.txt", "mimeType": "text/plain", "buffer": b"sky"})
    page.get_by_role("button", name="Write it").click()
    expect(page.locator(".talk").get_by_role("link", name="sky.txt")).to_be_visible()
    expect(page.locator(".talk")).to_contain_text("Which blue?")
    page.get_by_label("Minutes").fill("90")
    page.get_by_label("On what").fill("Sanding")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("#time")).to_contain_text("1 h 30 min")
    page.locator("#upload").set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"plan"})
    expect(page.locator("#files").get_by_role("link", name="plan.txt")).to_be_visible()

    page.get_by_role("button", name="Start", exact=True).click()
    timer = page.get_by_role("timer", name="Your timer")
    expect(timer.locator(".clock")).to_have_text(re.compile(r"0:00:0[1-9]"))
    page.get_by_role("button", name="Stop").focus()
    page.keyboard.press("Enter")
    expect(timer).to_have_count(0)
    before = webhook.call("tasks.task.add", fields={"TITLE": "Buy paint", "RESPONSIBLE_ID": 1})["task"]["id"]
    page.get_by_label("Let it wait for").fill("buy p")
    page.get_by_role("button", name=f"Buy paint #{before}").click()
    expect(page.get_by_role("link", name="Buy paint")).to_be_visible()
    page.get_by_label("It comes").focus()
    page.keyboard.type("Bef")
    page.get_by_label("Kind of link").focus()
    page.keyboard.type("Start to s")
    page.get_by_label("The task").focus()
    page.keyboard.type("buy p")
    expect(page.get_by_role("button", name=f"Buy paint #{before}")).to_be_visible()
    page.keyboard.press("Enter")
    follower = page.get_by_role("list", name="Before these").get_by_role("listitem")
    expect(follower).to_contain_text("Start to start")
    follower.get_by_role("button", name="Unlink").click()
    expect(follower).to_have_count(0)
    page.get_by_role("button", name="This is the result").click()
    expect(page.get_by_role("heading", name="Result", exact=True)).to_be_visible()
    page.locator("summary", has_text="History").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="Waits for: #")).to_be_visible()

    stages = list(webhook.call("task.stages.get", entityId=group))
    page.goto(f"/tasks/board/?group={group}")
    page.locator(f"#card-{task}").drag_to(page.locator(f"[data-stage='{stages[1]}'] header"))
    expect(page.locator(f"[data-stage='{stages[1]}'] #card-{task}")).to_be_visible()
    page.locator(f"#card-{task} summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-stage='{stages[2]}'] #card-{task} .name")).to_be_focused()
    assert webhook.call("tasks.task.get", taskId=task, select=["STAGE_ID"])["task"]["stageId"] == stages[2]
    page.locator(f"#card-{task} .name").click()
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_text("Completed", exact=True).first).to_be_visible()
    assert webhook.call("tasks.task.get", taskId=task)["task"]["status"] == "5"
    page.get_by_role("button", name="Delete", exact=True).last.click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.wait_for_url("**/tasks/")
    expect(page.get_by_role("link", name="Buy paint")).to_be_visible()
    expect(page.get_by_role("link", name=HOSTILE)).to_have_count(0)


def test_the_pages_of_tasks_are_accessible(open_as: Open, portal: LocalPortal) -> None:
    webhook = portal.webhook(1, SCOPES)
    group = webhook.call("sonet_group.create", NAME="Group " + "x" * 90)
    fields = {"TITLE": "x" * 200, "DESCRIPTION": "y" * 300, "RESPONSIBLE_ID": 1, "GROUP_ID": group, "AUDITORS": [3]}
    fields |= {"DEADLINE": "2020-01-01T10:00:00+00:00", "ALLOW_TIME_TRACKING": "Y", "UF_CRM_TASK": ["D_1"]}
    task = webhook.call("tasks.task.add", fields=fields)["task"]["id"]
    webhook.call("task.checklistitem.add", TASKID=task, FIELDS={"TITLE": "z" * 200, "IS_COMPLETE": "Y"})
    comment = webhook.call("task.commentitem.add", TASKID=task, FIELDS={"POST_MESSAGE": "c" * 200})
    webhook.call("tasks.task.result.addFromComment", commentId=comment)
    for title in ("b" * 200, "a" * 200):
        number = webhook.call("tasks.task.add", fields={"TITLE": title, "RESPONSIBLE_ID": 1})["task"]["id"]
        first, second = (task, number) if title.startswith("b") else (number, task)
        webhook.call("tasks.task.update", taskId=first, fields={"DEPENDS_ON": [second]})
        webhook.call("task.dependence.add", taskIdFrom=second, taskIdTo=first, linkType=2)
    webhook.call("tasks.task.start", taskId=task)
    card = f"/tasks/{task}/"
    for scheme in ("light", "dark"):
        page = open_as(1, color_scheme=scheme, viewport=NARROW)
        for path in ("/tasks/", f"/tasks/board/?group={group}", "/tasks/board/", card, f"{card}edit/", "/tasks/add/"):
            page.goto(path)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert (path, violations(page)) == (path, [])
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
