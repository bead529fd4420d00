"""``lists.*``: universal lists, their fields, sections and elements, and who may do what."""

from base64 import b64encode
from typing import Any

from sqlalchemy import func, select

from homeport.domain import integrity
from homeport.domain.files.tables import FILE
from homeport.domain.iblock.tables import BLOCK, ENUM, PROPERTY, VALUE
from homeport.domain.lists.tables import ELEMENT, FIELD, LIST, RIGHT, SECTION
from homeport.store import Query
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.disk.conftest import Disk, download
from tests.methods.lists.conftest import (
    BORIS,
    CLARA,
    DENIED,
    DMITRI,
    ELIF,
    FARID,
    MOMENT,
    TYPE,
    element,
    field,
    made,
    names,
    picture,
    refusal,
)


def test_lists_are_made_listed_changed_and_deleted(wire: Wire, ada: AppApi, clara: AppApi) -> None:
    wishes = made(ada, FIELDS={"DESCRIPTION": "Of all", "SORT": 100, "PICTURE": picture(), "BIZPROC": "Y"})
    assert refusal(clara, "lists.add", **TYPE, IBLOCK_CODE="mine", FIELDS={"NAME": "Mine"}) == DENIED
    taken = refusal(ada, "lists.add", **TYPE, IBLOCK_CODE="wishes", FIELDS={"NAME": "Again"})
    assert taken == (400, "ERROR_IBLOCK_ALREADY_EXISTS", "Iblock already exists")
    for given, name in (
        ({"FIELDS": {"NAME": "A"}}, "IBLOCK_TYPE_ID"),
        (TYPE, "FIELDS"),
        ({**TYPE, "FIELDS": {"SORT": 1}}, "NAME"),
        ({**TYPE, "FIELDS": {"NAME": "A"}}, "IBLOCK_CODE"),
    ):
        expected = (400, "ERROR_REQUIRED_PARAMETERS_MISSING", f"Required parameter `{name}` is missing")
        assert refusal(ada, "lists.add", **given) == expected
    assert ada("lists.get.iblock.type.id", IBLOCK_ID=wishes["IBLOCK_ID"]) == "lists"
    assert ada("lists.get.iblock.type.id", IBLOCK_CODE="none") is None
    assert clara("lists.get.iblock.type.id", IBLOCK_CODE="wishes") is None
    (shown,) = ada("lists.get", **TYPE)
    assert download(ada, shown.pop("PICTURE")).status == 200
    wanted = {
        "ID": str(wishes["IBLOCK_ID"]), "TIMESTAMP_X": MOMENT, "IBLOCK_TYPE_ID": "lists", "CODE": "wishes",
        "NAME": "Wishes", "ACTIVE": "Y", "SORT": "100", "DESCRIPTION": "Of all", "BIZPROC": "Y",
        "SOCNET_GROUP_ID": None, "ELEMENT_NAME": "Element", "RIGHTS_MODE": "E",
    }  # fmt: skip
    assert {name: shown[name] for name in wanted} == wanted
    more = made(ada, "books", RIGHTS={"*": "R", "D1": ["R"], "D2": None, "D3": "", "D4": {"R": "R"}})
    order = {"NAME": "asc"}
    assert [each["CODE"] for each in ada("lists.get", **TYPE, IBLOCK_ORDER=order)] == ["books", "wishes"]
    assert [each["CODE"] for each in clara("lists.get", **TYPE)] == ["books"]
    assert ada("lists.get", **TYPE, IBLOCK_CODE="wishes")[0]["NAME"] == "Wishes"
    assert refusal(clara, "lists.update", **more, FIELDS={"NAME": "Mine"}) == DENIED
    ada(
        "lists.update",
        **TYPE,
        IBLOCK_CODE="books",
        FIELDS={"NAME": "Novels"},
        MESSAGES={"ELEMENT_NAME": "Book"},
        RIGHTS={f"U{CLARA}": "X", "*": "X", "U5": "Z"},
    )
    (novels,) = clara("lists.get", **more)
    assert (novels["NAME"], novels["ELEMENT_NAME"], novels["SECTION_NAME"]) == ("Novels", "Book", "Section")
    assert refusal(ada.as_user(DMITRI), "lists.update", **more, FIELDS={"NAME": "Mine"}) == DENIED  # still reads
    assert clara("lists.delete", **more) is True
    gone = (400, "ERROR_IBLOCK_NOT_FOUND", "Iblock not found")
    assert refusal(clara, "lists.delete", **more) == gone
    assert refusal(ada, "lists.delete", IBLOCK_TYPE_ID="bitrix_processes", IBLOCK_ID=wishes["IBLOCK_ID"]) == gone


def test_lists_of_groups_are_their_members(ada: AppApi) -> None:
    group = ada.as_user(ELIF)("sonet_group.create", NAME="Garden")
    ada("sonet_group.user.add", GROUP_ID=group, USER_ID=[DMITRI])
    of_groups = {"IBLOCK_TYPE_ID": "lists_socnet"}
    of = {**of_groups, "IBLOCK_ID": made(ada, "plants", **of_groups, SOCNET_GROUP_ID=group)["IBLOCK_ID"]}
    dmitri, elif_, farid = (ada.as_user(user) for user in (DMITRI, ELIF, FARID))
    assert refusal(dmitri, "lists.get", **of_groups) == DENIED
    found = [len(each("lists.get", **of_groups, SOCNET_GROUP_ID=group)) for each in (dmitri, elif_, farid)]
    assert found == [1, 1, 0]
    rose = element(dmitri, of, "rose")
    assert refusal(dmitri, "lists.element.delete", **of, ELEMENT_ID=rose) == DENIED
    assert refusal(farid, "lists.element.get", **of) == DENIED
    assert elif_("lists.element.delete", **of, ELEMENT_ID=rose) is True


def test_who_reads_adds_edits_and_manages(ada: AppApi, wishes: dict[str, Any]) -> None:
    element(ada, wishes, "pen")
    with ada.wire.portal.store.snapshot() as tx:
        assert [*integrity.broken(tx)] == []  # in no section, as there is none
    clara, dmitri, elif_, farid = (ada.as_user(user) for user in (CLARA, DMITRI, ELIF, FARID))
    for reader in (clara, dmitri, elif_, farid):
        assert names(reader, wishes) == ["Pen"]
    assert refusal(ada.as_user(BORIS), "lists.element.get", **wishes) == DENIED
    assert element(farid, wishes, "cup") and element(clara, wishes, "hat")
    adding = {"ELEMENT_CODE": "a", "FIELDS": {"NAME": "A"}}
    assert refusal(dmitri, "lists.element.add", **wishes, **adding) == DENIED
    changing = {"ELEMENT_CODE": "cup", "FIELDS": {"NAME": "Mug"}}
    assert refusal(farid, "lists.element.update", **wishes, **changing) == DENIED
    assert clara("lists.element.update", **wishes, **changing) is True
    for name, given in (("add", {"FIELDS": {"NAME": "A", "TYPE": "S", "CODE": "a"}}), ("type.get", {})):
        assert refusal(clara, f"lists.field.{name}", **wishes, **given) == DENIED
    assert refusal(farid, "lists.section.delete", **wishes, SECTION_ID=1) == DENIED
    assert sorted(names(ada, wishes)) == ["Hat", "Mug", "Pen"]


def test_elements_hold_values_of_every_type(ada: AppApi, clara: AppApi, wishes: dict[str, Any]) -> None:
    sizes = made(ada, "sizes")
    small = element(ada, sizes, "small")
    folder = ada("lists.section.add", **sizes, SECTION_CODE="all", FIELDS={"NAME": "All"})
    link = {"LINK_IBLOCK_ID": sizes["IBLOCK_ID"]}
    kinds: dict[str, tuple[Any, Any]] = {
        "S": ("red", "red"),
        "N": ("7.50", "7.5"),
        "E": (small, str(small)),
        "G": (folder, str(folder)),
        "E:EList": (small, str(small)),
        "S:Date": ("2026-05-01", None),
        "S:DateTime": ("2026-05-01T10:00:00+00:00", "2026-05-01T10:00:00+00:00"),
        "S:HTML": ({"TEXT": "<b>x</b>", "TYPE": "HTML"}, {"TEXT": "<b>x</b>", "TYPE": "HTML"}),
        "S:Money": ("12|EUR", "12|EUR"),
        "S:ECrm": ("C_3", "C_3"),
        "S:employee": (CLARA, str(CLARA)),
    }
    called = {kind: field(ada, wishes, kind, **(link if kind[0] in "EG" else {})) for kind in kinds}
    counter = field(ada, wishes, "N:Sequence")
    several = field(ada, wishes, "S", CODE="several", MULTIPLE="Y")
    given = {called[kind]: value for kind, (value, _) in kinds.items()}
    number = element(clara, wishes, "hat", **given, **{several: ["a", "b"]})
    (shown,) = clara("lists.element.get", **wishes, ELEMENT_ID=number)
    for kind, (_, wanted) in kinds.items():
        (found,) = shown.pop(called[kind]).values()
        assert wanted is None or found == wanted, kind
    assert list(shown.pop(several).values()) == ["a", "b"]
    assert list(shown.pop(counter).values()) == ["1"]
    assert shown == {
        "ID": str(number), "CODE": "hat", "NAME": "Hat", "IBLOCK_SECTION_ID": None, "TIMESTAMP_X": MOMENT,
        "DATE_CREATE": MOMENT, "CREATED_BY": str(CLARA), "MODIFIED_BY": str(CLARA), "ACTIVE_FROM": "",
        "ACTIVE_TO": "", "BP_PUBLISHED": "Y", "SORT": "500", "PREVIEW_PICTURE": None, "PREVIEW_TEXT": None,
        "PREVIEW_TEXT_TYPE": "text", "DETAIL_PICTURE": None, "DETAIL_TEXT": None, "DETAIL_TEXT_TYPE": "text",
        "CREATED_USER_NAME": "(clara.mast@example.test) Clara Mast",
    }  # fmt: skip
    element(clara, wishes, "cap", **{called["N"]: 20})
    assert names(clara, wishes, FILTER={f">{called['N']}": 10}) == ["Cap"]
    assert names(clara, wishes, FILTER={several: "b"}) == names(clara, wishes, FILTER={"NAME": "%ha%"}) == ["Hat"]
    assert names(clara, wishes, ELEMENT_ORDER={called["N"]: "desc"}) == ["Cap", "Hat"]
    assert clara("lists.element.get", **wishes, SELECT=["NAME", called["S"]], ELEMENT_CODE="hat")[0].keys() == {
        "ID", "NAME", called["S"],
    }  # fmt: skip
    assert clara("lists.element.get", **wishes, ELEMENT_ID=999) == []
    ada("lists.element.delete", **sizes, ELEMENT_ID=small)
    assert called["E"] not in clara("lists.element.get", **wishes, ELEMENT_ID=number)[0]  # what it named is gone
    assert clara("lists.element.update", **wishes, ELEMENT_ID=number, FIELDS={"NAME": "Top hat"}) is True
    (shown,) = clara("lists.element.get", **wishes, ELEMENT_ID=number)
    assert shown["NAME"] == "Top hat" and not [name for name in shown if name.startswith("PROPERTY_")]


def test_files_of_elements(ada: AppApi, clara: AppApi, wishes: dict[str, Any]) -> None:
    scans, drive = field(ada, wishes, "F", MULTIPLE="Y"), field(ada, wishes, "S:DiskFile")
    file = Disk(clara).file("plan.txt", b"plan")
    sent = [["a.txt", b64encode(b"one").decode()], ["b.txt", b64encode(b"two").decode()]]
    number = element(clara, wishes, "hat", **{scans: sent, drive: f"n{file}"})
    of = {**wishes, "ELEMENT_ID": number}
    dmitri = ada.as_user(DMITRI)
    urls = dmitri("lists.element.get.file.url", **of, FIELD_ID=scans.removeprefix("PROPERTY_"))
    assert [download(dmitri, f"http://localhost{url}").body for url in urls] == [b"one", b"two"]
    (url,) = dmitri("lists.element.get.file.url", **of, FIELD_ID=drive.removeprefix("PROPERTY_"))
    assert download(dmitri, f"http://localhost{url}").body == b"plan"  # the list is shared, the drive is not
    assert dmitri.refused("disk.file.get", id=file)[1] == "ACCESS_DENIED"
    assert dmitri("lists.element.get.file.url", **of, FIELD_ID=999) == []
    (shown,) = clara("lists.element.get", **of)
    attachment = next(iter(shown[drive].values()))
    assert clara("disk.attachedObject.get", id=attachment)["OBJECT_ID"] == str(file)
    held = shown[scans]
    by_id = {"NAME": "Hat", scans: list(held.values())}
    text = "Writing file values by ID is not supported"
    assert refusal(clara, "lists.element.update", **of, FIELDS=by_id) == (400, "ERROR_ELEMENT_FIELD_VALUE", text)
    third = [["c.txt", b64encode(b"three").decode()]]
    clara("lists.element.update", **of, FIELDS={"NAME": "Hat", scans: third, f"{scans}_DEL": {next(iter(held)): "Y"}})
    urls = clara("lists.element.get.file.url", **of, FIELD_ID=scans.removeprefix("PROPERTY_"))
    assert [download(clara, f"http://localhost{url}").body for url in urls] == [b"two", b"three"]
    assert list(clara("lists.element.get", **of)[0][drive].values()) == [attachment]
    foreign = Disk(dmitri).file("own.txt")
    answer = refusal(clara, "lists.element.add", **wishes, ELEMENT_CODE="a", FIELDS={"NAME": "A", drive: foreign})
    assert answer == (400, "ERROR_ADD_ELEMENT", f"Invalid value of the field '{drive}'")
    clara("lists.element.delete", **of)
    assert download(clara, f"http://localhost{urls[0]}").status == 404
    assert Disk(clara).names() == ["plan.txt"]


def test_elements_that_cannot_be_are_refused(ada: AppApi, clara: AppApi, wishes: dict[str, Any]) -> None:
    price = field(ada, wishes, "N")
    field(ada, wishes, "DETAIL_TEXT", IS_REQUIRED="Y")
    field(ada, wishes, "SORT", DEFAULT_VALUE=70)
    good = {"NAME": "A", "DETAIL_TEXT": "x"}
    for given, name in (
        ({price: "dear"}, price),
        ({"DETAIL_TEXT": ""}, "DETAIL_TEXT"),
        ({"SORT": "first"}, "SORT"),
        ({"ACTIVE_FROM": "soon"}, "ACTIVE_FROM"),
    ):
        expected = (400, "ERROR_ADD_ELEMENT", f"Invalid value of the field '{name}'")
        assert refusal(clara, "lists.element.add", **wishes, ELEMENT_CODE="a", FIELDS={**good, **given}) == expected
    nowhere = refusal(clara, "lists.element.add", **wishes, ELEMENT_CODE="a", FIELDS=good, IBLOCK_SECTION_ID=99)
    assert nowhere == (400, "ERROR_ADD_ELEMENT", "Invalid value of the field 'IBLOCK_SECTION_ID'")
    number = element(clara, wishes, "hat", DETAIL_TEXT="x")
    assert clara("lists.element.get", **wishes, ELEMENT_ID=number)[0]["SORT"] == "70"
    taken = refusal(clara, "lists.element.add", **wishes, ELEMENT_CODE="hat", FIELDS=good)
    assert taken == (400, "ERROR_ELEMENT_ALREADY_EXISTS", "Element already exists")
    emptied = refusal(clara, "lists.element.update", **wishes, ELEMENT_ID=number, FIELDS={"NAME": "Hat"})
    assert emptied == (400, "ERROR_UPDATE_ELEMENT", "Invalid value of the field 'DETAIL_TEXT'")
    for name, given in (("update", {"FIELDS": good}), ("delete", {}), ("get.file.url", {"FIELD_ID": 1})):
        gone = (400, "ERROR_ELEMENT_NOT_FOUND", "Element not found")
        assert refusal(clara, f"lists.element.{name}", **wishes, **given, ELEMENT_ID=999) == gone
        assert refusal(clara, f"lists.element.{name}", **wishes, **given)[1] == "ERROR_REQUIRED_PARAMETERS_MISSING"


def test_sections_are_a_tree(ada: AppApi, clara: AppApi, wishes: dict[str, Any]) -> None:
    def section(code: str, above: int = 0, **given: Any) -> int:
        named = {"SECTION_CODE": code, "IBLOCK_SECTION_ID": above}
        found: int = clara("lists.section.add", **wishes, **named, FIELDS={"NAME": code.title(), **given})
        return found

    wear = section("wear", EXTERNAL_ID="ext-1", XML_ID="xml-1", ACTIVE="N", PICTURE=picture())
    hats = section("hats", wear)
    section("books", SORT=100)
    rows = {row["CODE"]: row for row in clara("lists.section.get", **wishes)}
    assert [(code, row["LEFT_MARGIN"], row["RIGHT_MARGIN"], row["DEPTH_LEVEL"]) for code, row in rows.items()] == [
        ("books", "1", "2", "1"), ("wear", "3", "6", "1"), ("hats", "4", "5", "2"),
    ]  # fmt: skip
    assert (rows["hats"]["ACTIVE"], rows["hats"]["GLOBAL_ACTIVE"]) == ("Y", "N")
    assert (rows["wear"]["XML_ID"], rows["wear"]["EXTERNAL_ID"]) == ("ext-1", "ext-1")
    assert (rows["wear"]["SEARCHABLE_CONTENT"], rows["hats"]["IBLOCK_SECTION_ID"]) == ("WEAR\r\n", str(wear))
    assert download(clara, rows["wear"]["PICTURE"]).status == 200
    chosen = clara("lists.section.get", **wishes, FILTER={"NAME": "%oo%", "ACTIVE": "Y"}, SELECT=["ID", "EXTERNAL_ID"])
    assert [each.keys() for each in chosen] == [{"ID", "EXTERNAL_ID"}]
    by_code = {"FILTER": {"EXTERNAL_ID": "ext-1"}}
    assert [each["ID"] for each in clara("lists.section.get", **wishes, **by_code)] == [str(wear)]
    clara("lists.section.update", **wishes, SECTION_CODE="wear", FIELDS={"NAME": "Clothes", "ACTIVE": "Y"})
    assert {row["GLOBAL_ACTIVE"] for row in clara("lists.section.get", **wishes)} == {"Y"}
    hat = clara("lists.element.add", **wishes, ELEMENT_CODE="hat", IBLOCK_SECTION_ID=hats, FIELDS={"NAME": "Hat"})
    assert hat and names(clara, wishes, FILTER={"IBLOCK_SECTION_ID": hats}) == ["Hat"]
    for name, given in (("update", {"FIELDS": {"NAME": "A"}}), ("delete", {})):
        gone = (400, "ERROR_SECTION_NOT_FOUND", "Section not found")
        assert refusal(clara, f"lists.section.{name}", **wishes, **given, SECTION_ID=999) == gone
        assert refusal(clara, f"lists.section.{name}", **wishes, **given)[1] == "ERROR_REQUIRED_PARAMETERS_MISSING"
    taken = {"SECTION_CODE": "wear", "FIELDS": {"NAME": "Again"}}
    assert refusal(clara, "lists.section.add", **wishes, **taken)[1] == "ERROR_ADD_SECTION"
    assert clara("lists.section.delete", **wishes, SECTION_ID=wear) is True
    assert ([row["CODE"] for row in clara("lists.section.get", **wishes)], names(clara, wishes)) == (["books"], [])


def test_a_list_goes_with_all_that_is_in_it(wire: Wire, ada: AppApi) -> None:
    tables = (LIST, RIGHT, FIELD, SECTION, ELEMENT, BLOCK, FILE, VALUE, ENUM, PROPERTY)
    counts = [Query(select(func.count()).select_from(table)) for table in tables]

    def counted() -> list[int]:
        with wire.portal.store.snapshot() as tx:
            return [tx.value(query) for query in counts]

    before, wishes = counted(), made(ada)
    scan = field(ada, wishes, "F")
    field(ada, wishes, "L", LIST_TEXT_VALUES="a\nb")
    ada("lists.section.add", **wishes, SECTION_CODE="all", FIELDS={"NAME": "All", "PICTURE": picture()})
    ada("batch", cmd={
        f"n{place}": f"lists.element.add?IBLOCK_TYPE_ID=lists&IBLOCK_CODE=wishes&ELEMENT_CODE={place}&FIELDS[NAME]=n"
        for place in range(50)
    })  # fmt: skip
    element(ada, wishes, "last", **{scan: ["a.txt", "YQ=="], "DETAIL_PICTURE": picture()})
    answer = ada.send("lists.element.get", **wishes).json
    assert (len(answer["result"]), answer["total"], answer["next"]) == (50, 51, 50)
    assert names(ada, wishes, start=50) == ["Last"]
    ada("lists.delete", **wishes)
    assert counted() == before
