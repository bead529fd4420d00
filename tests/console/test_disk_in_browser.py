"""The disk's pages in a real browser: files are dropped and chosen, all is reached by keyboard, and open to all."""

from typing import Any

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.chromium import NARROW, violations
from tests.console.conftest import Open
from tests.console.test_disk import picture

HOSTILE = "<img src=x onerror=alert(1)>.png"

_DROP = """
(names) => {
  const carried = new DataTransfer()
  for (const name of names) carried.items.add(new File(['what is in ' + name], name))
  const place = document.querySelector('[data-drop]')
  const event = (type) => new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true })
  place.dispatchEvent(event('dragover'))
  if (!place.classList.contains('over')) throw new Error('the place does not show that it takes files')
  place.dispatchEvent(event('drop'))
}
"""


def test_files_are_dropped_and_chosen_shown_shared_and_thrown_away(open_as: Open, portal: LocalPortal) -> None:
    webhook = portal.webhook(1)
    page = open_as(1, "/disk/")
    page.get_by_role("button", name="Folder").click()
    page.get_by_label("Name", exact=True).fill("Plans")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Plans").click()
    expect(page.get_by_text("Drop files here")).to_be_visible()

    page.evaluate(_DROP, ["a.txt", "b.txt"])
    expect(page.locator("#uploads .sent")).to_have_count(2)
    expect(page.locator("#files").get_by_role("link", name="b.txt")).to_be_visible()
    files: list[dict[str, Any]] = [
        {"name": HOSTILE, "mimeType": "image/png", "buffer": picture()},
        {"name": "large.bin", "mimeType": "application/octet-stream", "buffer": bytes(3_000_000)},
    ]
    page.locator("#upload").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator("#uploads .sent")).to_have_count(2)
    expect(page.locator("#files tbody tr")).to_have_count(4)
    folder = int(page.url.rstrip("/").rpartition("/")[2])
    found = {each["NAME"]: each for each in webhook.call("disk.folder.getChildren", id=folder)}
    assert set(found) == {"a.txt", "b.txt", HOSTILE, "large.bin"}
    assert found["large.bin"]["SIZE"] == "3000000"

    page.locator("nav.views").get_by_role("link", name="Grid").click()
    expect(page.locator(".thumbnail img")).to_have_count(1)
    assert page.locator(".thumbnail img").evaluate("(each) => each.decode().then(() => each.naturalWidth)") == 240
    expect(page.locator("img[src=x]")).to_have_count(0)

    more = page.get_by_label("What can be done with a.txt")
    more.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="a.txt")).to_be_visible()
    page.locator("#upload").set_input_files({"name": "c", "mimeType": "text/plain", "buffer": b"another"})
    expect(page.locator("#files").get_by_role("button", name="Bring back")).to_have_count(1)
    page.get_by_role("button", name="Make a link").click()
    page.get_by_label("Password").fill("low tide at 7")
    page.get_by_role("button", name="Save").click()
    link = page.locator(".copied code").inner_text()
    stranger = open_as(3)
    stranger.goto(link)
    stranger.get_by_label("Password").fill("high tide")
    stranger.get_by_role("button", name="Open").click()
    expect(stranger.get_by_role("alert")).to_contain_text("wrong")
    stranger.get_by_label("Password").fill("low tide at 7")
    with stranger.expect_download() as waiting:
        stranger.get_by_role("button", name="Open").click()
    assert waiting.value.path().read_bytes() == b"another"
    page.get_by_role("button", name="Revoke the link").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible()
    page.get_by_role("button", name="To the trash").click()
    page.get_by_role("link", name="Trash of this drive").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The trash is empty")).to_be_visible()


def test_what_is_refused_of_an_upload_is_told_beside_it(open_as: Open, portal: LocalPortal) -> None:
    portal.settings(file_bytes=1_000)
    page = open_as(1, "/disk/")
    page.locator("#upload").set_input_files({"name": "long", "mimeType": "text/plain", "buffer": bytes(200_000)})
    expect(page.locator("#uploads .failed")).to_have_text("Could not save file")


def test_the_disks_pages_are_accessible(open_as: Open, portal: LocalPortal) -> None:
    webhook = portal.webhook(1)
    own = webhook.call("disk.storage.getList", filter={"ENTITY_TYPE": "user", "ENTITY_ID": "1"})[0]
    root = own["ROOT_OBJECT_ID"]
    webhook.call("disk.folder.addSubFolder", id=root, data={"NAME": "A folder of a long name " * 9})
    file = webhook.call("disk.folder.uploadFile", id=root, data={"NAME": "x" * 200}, fileContent=["a", "eA=="])["ID"]
    gone = webhook.call("disk.folder.uploadFile", id=root, data={"NAME": "y" * 200}, fileContent=["a", "eA=="])["ID"]
    webhook.call("disk.file.markDeleted", id=gone)
    webhook.call("disk.file.getExternalLink", id=file)
    folder, one = f"/disk/folder/{root}/", f"/disk/file/{file}/"
    paths = (folder, f"{folder}?view=grid", "/disk/storages/", f"/disk/trash/{own['ID']}/", one, f"{one}move/")
    for scheme in ("light", "dark"):
        page = open_as(1, color_scheme=scheme, viewport=NARROW)
        for path in paths:
            page.goto(path)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert (path, violations(page)) == (path, [])
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
