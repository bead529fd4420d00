"""The disk's pages, as a browser without scripts sees them; and what strangers see of what is shared there."""

import json
import re
import time
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.conftest import Answer, Api, Wire
from tests.console.crm import Person
from tests.files.test_transfers import BOUNDARY, form
from tests.methods.disk.conftest import Disk, download
from tests.oauth.browser import Browser


@pytest.fixture
def disk(admin: Api) -> Disk:
    return Disk(admin)


def picture(width: int = 600, height: int = 300) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def upload(person: Person, path: str, content: bytes, name: str) -> Answer:
    """Send a file as the page's script does."""
    told = json.loads(person.send(path).body)
    parts = urlsplit(told["url"])
    return person.wire.send(
        parts.path,
        query=parts.query,
        body=form(content, name, told["field"]),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )


def test_folders_and_files_are_made_changed_moved_thrown_away_and_brought_back(ada: Person, disk: Disk) -> None:
    home = f"/disk/folder/{disk.root}/"
    assert ada.get("/disk/").headers["location"] == home
    assert ada.send(f"{home}folders/", name="Plans").headers["location"] == home
    plans = f"/disk/folder/{disk.api('disk.folder.getChildren', id=disk.root)[0]['ID']}/"
    number = int(plans.split("/")[-2])
    assert plans in ada.links(home).every
    for content in (b"one", picture()):
        assert upload(ada, f"{plans}address/", content, "boat.png").status == 200
    assert disk.names(number, order={"NAME": "ASC"}) == ["boat (1).png", "boat.png"]
    first, second = (each["ID"] for each in disk.api("disk.folder.getChildren", id=number, order={"ID": "ASC"}))
    listed = ada.text(plans)
    assert listed.index("boat (1).png") < listed.index("boat.png")
    thumbnails = re.findall(r'<img src="(/rest/[^"]+)"', ada.text(f"{plans}?view=grid"))
    assert len(thumbnails) == 2
    shown = {ada.open(each.replace("&amp;", "&")).body[:4] for each in thumbnails}
    assert shown == {b"one", b"\x89PNG"}
    copy = next(each for each in thumbnails if ada.open(each.replace("&amp;", "&")).body[:1] == b"\x89")
    assert Image.open(BytesIO(ada.open(copy.replace("&amp;", "&")).body)).size == (240, 120)

    page = f"/disk/file/{first}/"
    for kind, number_of, path_of in (("file", first, page), ("folder", number, plans)):
        detail = disk.api(f"disk.{kind}.get", id=number_of)["DETAIL_URL"]
        assert ada.get(urlsplit(detail).path).headers["location"] == path_of
    assert ada.open("/company/personal/user/1/disk/path/Nothing/").status == 404
    assert ada.send(f"{page}rename/", name="sail.png").headers["location"] == page
    assert "already exists" in ada.send(f"{page}rename/", name="boat (1).png").body.decode()
    assert upload(ada, f"{page}address/", picture(20, 10), "other.png").status == 200
    versions = disk.api("disk.file.getVersions", id=first)
    assert [each["NAME"] for each in versions] == ["sail.png", "sail.png"] or len(versions) == 2
    assert disk.content(first) == picture(20, 10)
    assert "Ada" in ada.text(page)
    ada.send(f"{page}versions/", version=versions[-1]["ID"])
    assert disk.content(first) == b"one"

    walking = ada.links(f"{page}move/?to={disk.root}").every
    assert f"{page}move/?to={number}" in walking
    ada.send(f"{page}move/", to=disk.root, do="copy")
    ada.send(f"/disk/file/{second}/move/", to=disk.root, do="move")
    assert set(disk.names()) == {"Plans", "boat (1).png", "sail.png"}
    assert disk.names(number) == ["sail.png"]
    assert f"/disk/file/{first}/" in ada.links(f"{home}?q=sail").every
    assert "at least 3 letters" in ada.text(f"{home}?q=sa")
    into_itself = ada.send(f"{plans}move/", to=number, do="move")
    assert into_itself.status == 400

    trash = f"/disk/trash/{disk.own['ID']}/"
    assert ada.send(f"{page}trash/").headers["location"] == plans
    assert ada.send(f"{plans}trash/").headers["location"] == home
    told = ada.text(trash)
    assert ("sail.png" in told, "Plans" in told) == (True, True)
    ada.send(f"{plans}restore/")
    assert ada.send(f"{page}restore/").headers["location"] == plans
    assert disk.names(number) == ["sail.png"]
    ada.send(f"{page}trash/")
    ada.send(f"{page}delete/")
    assert "The trash is empty" in ada.text(trash)
    assert ada.open(page).status == 404


def test_a_folder_of_many_is_turned_over_a_page_at_a_time(ada: Person, disk: Disk) -> None:
    folder = disk.folder("Many")
    for number in range(53):
        disk.folder(f"Part {number:03}", folder)
    links = ada.links(f"/disk/folder/{folder}/")
    assert "1 to 50 of 53" in ada.text(f"/disk/folder/{folder}/")
    assert "51 to 53 of 53" in ada.text(links.next)
    assert ada.links(links.next).previous == f"/disk/folder/{folder}/"


def test_whoever_may_only_read_is_offered_no_more_and_strangers_nothing(
    ada: Person, clara: Person, disk: Disk, seller: Api
) -> None:
    folder = disk.folder("Shared")
    file = disk.file("a.txt", b"one", folder)
    path = f"/disk/folder/{folder}/"
    for address in (path, f"{path}about/", f"/disk/file/{file}/", f"/disk/trash/{disk.own['ID']}/"):
        answer = clara.open(address)
        assert (answer.status, b"a.txt" in answer.body, b"Shared" in answer.body) == (answer.status, False, False)
        assert answer.status in (400, 403), address
    disk.api("disk.folder.shareToUser", id=folder, userId=3, taskName="disk_access_read")
    told = clara.text(path)
    assert "a.txt" in told
    assert "Upload" not in told
    assert f"/disk/file/{file}/trash/" not in told
    assert clara.send(f"{path}address/").status == 400
    assert clara.send(f"/disk/file/{file}/address/").status == 400
    assert clara.send(f"/disk/file/{file}/trash/").status == 400
    clara.send(f"/disk/file/{file}/link/", do="make")
    assert clara.send(f"/disk/file/{file}/link/", do="revoke").status == 400
    assert clara.send(f"/disk/file/{file}/link/", do="set", password="guess me 1").status == 400
    assert "Whoever knows it" in ada.text(f"/disk/file/{file}/")
    drives = clara.text("/disk/storages/")
    assert "Company drive" in drives
    assert f"/disk/folder/{disk.root}/" not in drives


def test_a_link_asks_for_its_password_ends_and_is_revoked(wire: Wire, ada: Person, disk: Disk) -> None:
    folder = disk.folder("Harbour")
    file = disk.file("map.txt", b"the map", folder)
    page = f"/disk/folder/{folder}/"
    about, form_of_link = f"{page}about/", f"{page}link/"
    ada.send(form_of_link, do="make")
    link = disk.api("disk.folder.getExternalLink", id=folder)
    path = urlsplit(link).path
    assert path in ada.text(about)
    assert ada.send(form_of_link, do="set", password="short").status == 400
    now = int(time.time())
    ends = now + 7 * 86_400
    wire.freeze(now)
    ada.send(form_of_link, do="set", password="low tide at 7", days="7")
    assert "with the password" in ada.text(about)
    assert disk.api("disk.folder.getExternalLink", id=folder) == link

    stranger = Browser(wire, source="198.51.100.7")
    for address in (path, f"{path}/{file}"):
        answer = stranger.get(address)
        assert (answer.status, b"map" in answer.body.lower(), b"Harbour" in answer.body) == (403, False, False)
        assert 'type="password"' in answer.body.decode()
    wrong = stranger.post(path, {"password": "low tide at 8"})
    assert (wrong.status, b"wrong" in wrong.body) == (403, True)
    right = stranger.post(f"{path}/{file}", {"password": "low tide at 7"})
    assert (right.status, right.headers["location"]) == (303, f"{path}/{file}")
    assert f"Path={path}; HttpOnly; SameSite=Lax" in right.headers["set-cookie"]
    stranger.headers["cookie"] = right.headers["set-cookie"].partition(";")[0]
    assert stranger.get(f"{path}/{file}").body == b"the map"
    assert b"map.txt" in stranger.get(path).body
    assert b"low tide" not in wire.folder.journal_file("default").read_bytes()

    ada.send(form_of_link, do="set", password="high tide at 1")
    assert stranger.get(path).status == 403
    ada.send(form_of_link, do="set", open="Y")
    assert b"map.txt" in Browser(wire).get(path).body
    wire.freeze(ends - 5)
    assert download(disk.api, link).status == 200
    wire.freeze(ends + 5)
    assert download(disk.api, link).status == 404
    ada = Person(wire, 1)  # the session has ended too
    assert "There is none" in ada.text(about)

    anew = disk.api("disk.folder.getExternalLink", id=folder)
    assert anew != link
    assert download(disk.api, anew).status == 200
    ada.send(form_of_link, do="revoke")
    assert download(disk.api, anew).status == 404
    assert disk.api("disk.folder.getExternalLink", id=folder) not in (link, anew)


def test_guesses_of_a_links_password_are_limited(wire: Wire, ada: Person, disk: Disk) -> None:
    file = disk.file("map.txt", b"the map")
    path = urlsplit(disk.api("disk.file.getExternalLink", id=file)).path
    ada.send(f"/disk/file/{file}/link/", do="set", password="low tide at 7")
    stranger = Browser(wire, source="198.51.100.7")
    statuses = [stranger.post(path, {"password": f"guess {number}"}).status for number in range(40)]
    assert set(statuses) == {403, 503}
    assert statuses.index(503) < 40
    assert stranger.post(path, {"password": "low tide at 7"}).status == 503
    assert stranger.post(path, b"x" * 9_000).status == 400
