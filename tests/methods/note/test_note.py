"""``note.*`` of REST 3.0: knowledge bases, their documents and files."""

import base64

import pytest

from homeport.domain.note import documents
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.v3 import ABSENT, DENIED, DTO, INVALID, PAGE, UNKNOWN, Api3

ADA, CLARA, DMITRI, FARID = 1, 3, 4, 6


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "note")


@pytest.fixture
def ada(app: AppApi) -> Api3:
    return Api3(app)


@pytest.fixture
def clara(app: AppApi) -> Api3:
    return Api3(app.as_user(CLARA))


@pytest.fixture
def dmitri(app: AppApi) -> Api3:
    return Api3(app.as_user(DMITRI))


@pytest.fixture
def guest(wire: Wire, app: AppApi) -> Api3:
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": FARID}, {"USER_TYPE": "extranet"}), changed(tx)))
    return Api3(app.as_user(FARID))


def base(api: Api3, **fields: object) -> int:
    number: int = api("note.collection.add", fields={"name": "How we work", **fields})["id"]
    return number


def page(api: Api3, of: int, title: str = "A page", **fields: object) -> int:
    number: int = api("note.document.add", fields={"collectionId": of, "title": title, **fields})["id"]
    return number


def test_knowledge_bases_are_made_and_renamed(wire: Wire, clara: Api3, dmitri: Api3, ada: Api3, guest: Api3) -> None:
    wire.freeze(1_767_603_600.0)
    made = clara("note.collection.add", fields={"name": "How we work", "position": 100})
    assert made == {
        "id": made["id"], "name": "How we work", "position": 100, "policyLevel": "view", "createdBy": CLARA,
        "createdAt": "2026-01-05T09:00:00Z", "updatedBy": CLARA, "updatedAt": "2026-01-05T09:00:00Z",
    }  # fmt: skip
    wire.freeze(1_767_607_200.0)
    renamed = ada("note.collection.update", id=made["id"], fields={"name": "Work"})
    assert renamed == {**made, "name": "Work", "updatedBy": ADA, "updatedAt": "2026-01-05T10:00:00Z"}
    assert dmitri("note.collection.get", id=made["id"]) == renamed
    named = {"id": made["id"], "fields": {"name": "Mine"}}
    assert dmitri.refused("note.collection.update", **named) == DENIED
    assert guest.refused("note.collection.get", id=made["id"]) == DENIED
    assert guest.refused("note.collection.add", fields={"name": "Mine"}) == DENIED
    assert guest.refused("note.collection.list") == DENIED
    assert clara.refused("note.collection.add") == f"{INVALID} fields"
    assert clara.refused("note.collection.add", fields={}) == f"{DTO} name"
    assert clara.refused("note.collection.add", fields={"name": " "}) == f"{DTO} name"
    assert clara.refused("note.collection.add", fields={"name": "x" * 256}) == f"{DTO} name"
    assert clara.refused("note.collection.add", fields={"name": 5, "position": "a"}) == f"{DTO} name position"
    assert clara.refused("note.collection.add", fields={"name": "A", "size": 1}) == UNKNOWN
    assert clara.refused("note.collection.update", **named | {"fields": {"name": ""}}) == f"{DTO} name"
    assert clara.refused("note.collection.update", **named | {"fields": {"position": 1}}) == f"{DTO} position"
    assert clara.refused("note.collection.update", **named | {"id": 999}) == ABSENT
    assert clara.refused("note.collection.update", id=made["id"]) == f"{INVALID} fields"
    assert clara.refused("note.collection.get", id=999) == ABSENT
    assert clara.refused("note.collection.get") == f"{INVALID} id"


def test_knowledge_bases_are_listed_by_their_positions(clara: Api3) -> None:
    second, first, third = (base(clara, position=position) for position in (5, -1, 5))

    def listed(**pagination: object) -> tuple[list[int], object]:
        found = clara.send("note.collection.list", pagination=pagination).json["result"]
        return [each["id"] for each in found["items"]], found["nextCursor"]

    assert listed() == ([first, second, third], None)
    assert listed(limit=2) == ([first, second], {"position": 5, "id": second})
    assert listed(limit=2, afterCursor={"position": 5, "id": second}) == ([third], None)
    for wrong in ({"limit": 0}, {"limit": 201}):
        assert clara.refused("note.collection.list", pagination=wrong) == PAGE
    assert clara.refused("note.collection.list", pagination={"afterCursor": {"id": 1}}).startswith(INVALID)
    assert clara.refused("note.collection.list", pagination={"limit": "a"}).startswith(INVALID)


@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_what_is_put_away_takes_everything_below_it_along(clara: Api3, dmitri: Api3, verb: str) -> None:
    number = base(clara)
    root = page(clara, number)
    child = page(clara, number, parentId=root)
    beside = page(clara, number)
    assert dmitri.refused(f"note.document.{verb}", id=root) == DENIED
    assert clara(f"note.document.{verb}", id=root) == {"result": True}
    assert clara.refused("note.document.get", id=root) == clara.refused("note.document.get", id=child) == ABSENT
    assert clara.refused(f"note.document.{verb}", id=root) == ABSENT
    assert clara("note.document.get", id=beside)["title"] == "A page"
    assert dmitri.refused(f"note.collection.{verb}", id=number) == DENIED
    assert clara(f"note.collection.{verb}", id=number) == {"result": True}
    assert clara.refused("note.document.get", id=beside) == ABSENT
    assert clara.refused("note.collection.get", id=number) == ABSENT
    assert clara.refused(f"note.collection.{verb}", id=number) == ABSENT
    assert clara.refused("note.document.add", fields={"collectionId": number, "title": "Late"}) == ABSENT
    assert clara.send("note.collection.list").json["result"]["items"] == []
    assert clara.refused(f"note.document.{verb}") == f"{INVALID} id"


def test_what_is_archived_can_go_to_the_trash(clara: Api3) -> None:
    number = base(clara)
    document = page(clara, number)
    clara("note.document.archive", id=document)
    assert clara("note.document.delete", id=document) == {"result": True}
    clara("note.collection.archive", id=number)
    assert clara("note.collection.delete", id=number) == {"result": True}


def test_documents_are_written(wire: Wire, clara: Api3, dmitri: Api3, guest: Api3) -> None:
    wire.freeze(1_767_603_600.0)
    number, other = base(clara), base(clara)
    made = clara("note.document.add", fields={"collectionId": number, "title": "Chapter 1", "markdown": "# One\n\n*x*"})
    assert made == {
        "id": made["id"], "collectionId": number, "parentId": None, "title": "Chapter 1", "markdown": "# One\n\n*x*",
        "position": 1, "createdBy": CLARA, "updatedBy": CLARA, "createdAt": "2026-01-05T09:00:00Z",
        "updatedAt": "2026-01-05T09:00:00Z",
    }  # fmt: skip
    child = clara("note.document.add", fields={"collectionId": number, "title": "1.1", "parentId": made["id"]})
    assert (child["parentId"], child["position"], child["markdown"]) == (made["id"], 1, "")
    assert clara("note.document.get", id=page(clara, number))["position"] == 2
    changed = clara("note.document.update", id=made["id"], fields={"markdown": ""}, overwrite=True)
    assert (changed["title"], changed["markdown"]) == ("Chapter 1", "")
    assert dmitri("note.document.get", id=made["id"]) == changed
    new = {"collectionId": number, "title": "A page"}
    assert dmitri.refused("note.document.add", fields=new) == DENIED
    assert dmitri.refused("note.document.update", id=made["id"], fields={"title": "Mine"}) == DENIED
    assert guest.refused("note.document.get", id=made["id"]) == DENIED
    large = "x" * (documents.MAX_BYTES + 1)
    assert clara.refused("note.document.add", fields={**new, "markdown": large}) == "NOTE_MARKDOWN_TOO_LARGE"
    foreign = page(clara, other)
    assert clara.refused("note.document.add", fields={**new, "parentId": foreign}) == "NOTE_INVALID_PARENT"
    assert clara.refused("note.document.add", fields={**new, "collectionId": 999}) == ABSENT
    assert clara.refused("note.document.add", fields={}) == f"{DTO} collectionId title"
    assert clara.refused("note.document.add", fields={**new, "title": ""}) == f"{DTO} title"
    assert clara.refused("note.document.add", fields={**new, "markdown": 5}) == f"{DTO} markdown"
    assert clara.refused("note.document.update", id=made["id"], fields={}) == "NOTE_EMPTY_UPDATE"
    assert clara.refused("note.document.update", id=made["id"], fields={"markdown": large}) == "NOTE_MARKDOWN_TOO_LARGE"
    assert clara.refused("note.document.update", id=made["id"], fields={"title": "x" * 256}) == f"{DTO} title"
    assert clara.refused("note.document.update", id=made["id"], fields={"parentId": 1}) == f"{DTO} parentId"
    assert clara.refused("note.document.update", id=999, fields={"title": "None"}) == ABSENT
    assert clara.refused("note.document.get", id="1") == f"{INVALID} id"


def test_documents_are_a_tree(monkeypatch: pytest.MonkeyPatch, clara: Api3, guest: Api3) -> None:
    number = base(clara)
    first = page(clara, number, "First")
    child = page(clara, number, "Child", parentId=first)
    page(clara, number, "Grandchild", parentId=child)
    last = page(clara, number, "Last")

    def tree() -> tuple[list[object], bool]:
        found = clara.send("note.document.tree.list", collectionId=number).json["result"]
        return [shape(node) for node in found["items"]], found["truncated"]

    def shape(node: dict[str, object]) -> object:
        children = node["children"]
        assert isinstance(children, list)
        return (node["title"], [shape(each) for each in children])

    whole = ("First", [("Child", [("Grandchild", [])])])
    assert tree() == ([whole, ("Last", [])], False)
    monkeypatch.setattr(documents, "MOST_NODES", 3)
    assert tree() == ([whole], True)
    monkeypatch.setattr(documents, "MOST_NODES", 2)
    assert tree() == ([("First", [("Child", [])])], True)
    clara("note.document.archive", id=first)
    assert tree() == ([("Last", [])], False)
    (node,) = clara.send("note.document.tree.list", collectionId=number).json["result"]["items"]
    assert node == {
        "id": last, "collectionId": number, "parentId": None, "title": "Last", "position": 2, "children": [],
    }  # fmt: skip
    assert clara.refused("note.document.tree.list", collectionId=999) == ABSENT
    assert clara.refused("note.document.tree.list") == f"{INVALID} collectionId"
    assert guest.refused("note.document.tree.list", collectionId=number) == DENIED


def test_documents_are_found_by_their_words(clara: Api3, dmitri: Api3, guest: Api3) -> None:
    number = base(clara)
    in_text = page(clara, number, "Soup", markdown="How to cook <b>Borscht</b> at home")
    in_title = page(clara, number, "A borscht", markdown="borscht")
    page(clara, number, "Tea")
    gone = page(clara, number, "Borscht of old")
    clara("note.document.delete", id=gone)

    def found(query: str, **pagination: int) -> dict[str, object]:
        result: dict[str, object] = dmitri.send("note.document.search.list", query=query, pagination=pagination).json[
            "result"
        ]
        return result

    assert found("BORSCHT") == {
        "items": [
            {
                "documentId": in_title, "collectionId": number, "title": "A borscht", "score": 1.0,
                "snippet": "A <b>borscht</b>", "sharedAccess": False,
            },
            {
                "documentId": in_text, "collectionId": number, "title": "Soup", "score": 0.5,
                "snippet": "How to cook &lt;b&gt;<b>Borscht</b>&lt;/b&gt; at home", "sharedAccess": False,
            },
        ],
        "hasMore": False,
    }  # fmt: skip
    first = found("borscht", limit=1)
    assert (len(first["items"]), first["hasMore"]) == (1, True)  # type: ignore[arg-type]
    assert found("nothing") == {"items": [], "hasMore": False}
    assert clara.refused("note.document.search.list", query="bo") == "NOTE_SEARCH_QUERY_TOO_SHORT"
    assert clara.refused("note.document.search.list", query="b" * 201) == "NOTE_SEARCH_QUERY_TOO_LONG"
    assert clara.refused("note.document.search.list") == f"{INVALID} query"
    assert clara.refused("note.document.search.list", query="soup", pagination={"limit": 201}) == PAGE
    assert guest.refused("note.document.search.list", query="soup") == DENIED


def test_files_are_kept_with_documents(clara: Api3, dmitri: Api3) -> None:
    number = base(clara)
    document, other = page(clara, number), page(clara, number)
    content = base64.b64encode(b"GIF89a").decode()
    given = {"documentId": document, "fileName": "plan.GIF", "fileContent": content}
    made = clara("note.file.add", **given)
    assert made == {
        "id": made["id"], "documentId": document, "name": "plan.GIF", "size": 6, "mimeType": "image/gif",
        "assetType": "image", "assetMarkdown": f"[[image fileId={made['id']}]]",
    }  # fmt: skip
    assert dmitri("note.file.get", id=made["id"], documentId=document) == made
    video = clara("note.file.add", **given | {"fileName": "a.mp4"})
    assert video["assetMarkdown"] == f"[[video fileId={video['id']}]]"
    assert clara("note.file.add", **given | {"fileName": "a.pdf"})["assetType"] == "file"
    assert dmitri.refused("note.file.add", **given) == DENIED
    assert clara.refused("note.file.add", **given | {"fileName": "a.exe"}) == "NOTE_FILE_TYPE_NOT_ALLOWED"
    assert clara.refused("note.file.add", **given | {"fileContent": "§"}) == f"{INVALID} fileContent"
    assert clara.refused("note.file.add", **given | {"fileContent": ""}) == f"{INVALID} fileContent"
    assert clara.refused("note.file.add", **given | {"documentId": 999}) == ABSENT
    assert clara.refused("note.file.add") == f"{INVALID} documentId fileName fileContent"
    assert clara.refused("note.file.get", id=made["id"], documentId=other) == ABSENT
    assert clara.refused("note.file.get", id=999, documentId=document) == ABSENT
    assert clara.refused("note.file.get", id=made["id"]) == f"{INVALID} documentId"


@pytest.mark.parametrize(
    ("noun", "last"),
    [
        ("collection", "updatedAt"), ("document", "updatedAt"), ("document.tree", "children"),
        ("document.search", "sharedAccess"), ("file", "assetMarkdown"),
    ],
)  # fmt: skip
def test_fields_are_described(clara: Api3, noun: str, last: str) -> None:
    fields = clara(f"note.{noun}.field.list")
    assert not any(each["filterable"] or each["sortable"] for each in fields)
    assert clara(f"note.{noun}.field.get", name=last) == fields[-1]
