"""``documentgenerator.document.*``: documents of applications, which say every value themselves."""

import io
import zipfile
from typing import Any

import pytest

from homeport.domain.integrity import broken
from tests.conftest import Api, Wire
from tests.methods.disk.conftest import download
from tests.methods.documentgenerator.conftest import template
from tests.methods.documentgenerator.test_settings import SEQUENCE, a_role, give
from tests.methods.documentgenerator.word import paragraphs, rows, taken, word

OF_DOCUMENTS = (
    "documentgenerator.document.add",
    "documentgenerator.document.get",
    "documentgenerator.document.list",
    "documentgenerator.document.update",
    "documentgenerator.document.delete",
    "documentgenerator.document.enablepublicurl",
    "documentgenerator.document.getfields",
)
NOT_VIEWED = (400, "0", "You do not have permissions to view documents")
LISTS = "Bitrix\\DocumentGenerator\\DataProvider\\ArrayDataProvider"
HASHES = "Bitrix\\DocumentGenerator\\DataProvider\\HashDataProvider"


def a_list(name: str) -> dict[str, Any]:
    return {"PROVIDER": LISTS, "OPTIONS": {"ITEM_NAME": name, "ITEM_PROVIDER": HASHES}}


def made(api: Api, content: bytes, **more: Any) -> dict[str, Any]:
    """A document of a template of its own."""
    params = {"templateId": template(api, content), "value": "ORDER_1024", **more}
    found: dict[str, Any] = api("documentgenerator.document.add", **params)["document"]
    return found


def file_of(api: Api, document: dict[str, Any]) -> bytes:
    return taken(api, document["downloadUrlMachine"])


def test_texts_come_in_the_places_of_their_codes(admin: Api) -> None:
    content = word(
        ["No {Document", "Number}"], "{SomeName}, {Unsaid}!", "{no} {} {{SomeName}} {a.b}", head="{SomeName}"
    )
    document = made(admin, content, values={"SomeName": "Ann & <Co>\nHarbour", "DocumentNumber": "DG-1"})
    assert (document["number"], document["title"]) == ("DG-1", "Contract DG-1")
    assert paragraphs(file_of(admin, document)) == [
        "Ann & <Co>\nHarbour", "No DG-1", "Ann & <Co>\nHarbour, !", " {} {Ann & <Co>\nHarbour} {a.b}",
    ]  # fmt: skip
    assert document["values"] == {
        "productsTableVariant": "", "_creationMethod": "rest", "stampsEnabled": False,
        "SomeName": "Ann & <Co>\nHarbour", "DocumentNumber": "DG-1",
    }  # fmt: skip
    assert document["createdBy"] == 1
    assert admin("documentgenerator.document.get", id=document["id"])["document"]["createdBy"] == "1"


def test_expressions_are_texts(admin: Api) -> None:
    evil = "{{ 7 * 7 }} {% for a in b %} ${7*7} {__class__} {self.__init__} {0.__class__} {x!r} {x:>10}"
    content = file_of(admin, made(admin, word(evil), values={"x": "{{ ''.__class__ }}", "__class__": "said"}))
    assert paragraphs(content) == [
        "{{ 7 * 7 }} {% for a in b %} ${7*7} said {self.__init__} {0.__class__} {x!r} {x:>10}"
    ]


def test_dates_and_names_stand_as_their_formats_say(admin: Api) -> None:
    values = {"Day": "2026-03-08T10:24:08+00:00", "Who": {"NAME": "Ann", "LAST_NAME": "Mast", "SECOND_NAME": "Eve"}}
    content = word("{A}|{B}|{C}|{D}|{E}|{F}|{G}")
    forms = {"A": None, "B": "j F Y", "C": "Y-m-d H:i:s", "D": "d.m.y", "E": "f n"}
    fields: dict[str, Any] = {
        code: {"TYPE": "DATE", **({"FORMAT": {"format": form}} if form else {})} for code, form in forms.items()
    }
    fields |= {"F": {"TYPE": "NAME", "FORMAT": {"format": "#LAST_NAME#, #NAME_SHORT# #SECOND_NAME_SHORT#"}}}
    fields |= {"G": {"TYPE": "NAME"}}
    said = dict.fromkeys(forms, values["Day"]) | {"F": values["Who"], "G": values["Who"]}
    found = paragraphs(file_of(admin, made(admin, content, values=said, fields=fields)))
    assert found == ["08.03.2026|8 März 2026|2026-03-08 10:24:08|08.03.26|März 3|Mast, A. E.|Ann Mast"]
    said["A"] = "soon"
    assert paragraphs(file_of(admin, made(admin, content, values=said, fields=fields)))[0].startswith("soon|8 März")


def test_a_custom_region_says_how_dates_and_names_are_written(admin: Api) -> None:
    ways = {"languageId": "fr", "formatDate": "YYYY/MM/DD", "formatName": "#TITLE# #LAST_NAME# #NAME_SHORT#"}
    region = admin("documentgenerator.region.add", fields={"title": "X", **ways})
    number = template(admin, word("{Day} {DocumentCreateTime} {Who}"), region=region["region"]["id"])
    who = {"TITLE": "Dr.", "NAME": "Ann", "LAST_NAME": "Mast"}
    said = {"values": {"Day": "2026-03-08", "Who": who}, "fields": {"Day": {"TYPE": "DATE"}, "Who": {"TYPE": "NAME"}}}
    document = admin("documentgenerator.document.add", templateId=number, value="A", **said)["document"]
    today = document["createTime"][:10].replace("-", "/")
    assert paragraphs(file_of(admin, document)) == [f"2026/03/08 {today} Dr. Mast A."]
    used = {"id": region["region"]["id"]}
    refused = admin.send("documentgenerator.region.delete", **used)
    assert refused.error == (400, "BX_ERROR", "There are templates linked to this region")
    admin("documentgenerator.template.delete", id=number)
    admin("documentgenerator.region.delete", **used)


def test_a_table_has_a_row_for_each_item(admin: Api) -> None:
    table = [["No", "Name", "Price"], ["{TableIndex}", "{TableItemName}", "{TableItemPrice} {Currency}"]]
    values = {
        "Table": [{"Name": "Rope", "Price": "14"}, {"Name": "{Currency}", "Price": "9"}, "x"],
        "TableIndex": "Table.INDEX",
        "TableItemName": "Table.Item.Name",
        "TableItemPrice": "Table.Item.Price",
        "Currency": "EUR",
    }
    content = word("Goods", table=table)
    document = made(admin, content, values=values, fields={"Table": a_list("Item")})
    assert rows(file_of(admin, document)) == [
        ["No", "Name", "Price"], ["1", "Rope", "14 EUR"], ["2", "EUR", "9 EUR"], ["3", "", " EUR"],
    ]  # fmt: skip
    without = rows(file_of(admin, made(admin, content, values=values, fields={"Table": a_list("Thing")})))
    assert without[1] == ["1", "Table.Item.Name", "Table.Item.Price EUR"]
    assert len(rows(file_of(admin, made(admin, content, values=values)))) == 2
    none = values | {"Table": []}
    assert rows(file_of(admin, made(admin, content, values=none, fields={"Table": a_list("Item")})))[1] == [
        "",
        "",
        " EUR",
    ]


def test_lists_are_within_lists(admin: Api) -> None:
    content = word("{EventTitle}", table=[["{EventSpeakerName}"]])
    values = {
        "Events": [
            {"Title": "Open day", "Speaker": "{FirstSpeakersSpeakerName}"},
            {"Title": "Regatta", "Speaker": "{SecondSpeakersSpeakerName}"},
        ],
        "EventTitle": "Events.Event.Title",
        "EventSpeakerName": "Events.Event.Speaker",
        "FirstSpeakers": [{"Name": "Ann"}, {"Name": "Bo"}],
        "SecondSpeakers": [{"Name": "Cy"}],
        "FirstSpeakersSpeakerName": "FirstSpeakers.Speaker.Name",
        "SecondSpeakersSpeakerName": "SecondSpeakers.Speaker.Name",
    }
    fields = {"Events": a_list("Event"), "FirstSpeakers": a_list("Speaker"), "SecondSpeakers": a_list("Speaker")}
    document = file_of(admin, made(admin, content, values=values, fields=fields))
    assert paragraphs(document) == ["Open day", "Regatta"]
    assert rows(document) == [["Ann"], ["Bo"], ["Cy"]]


def test_ten_thousand_rows_are_made_and_more_are_refused(admin: Api) -> None:
    content = word(table=[["{Name}"]])
    said = {"Name": "Table.Item.Name", "Table": [{"Name": str(place)} for place in range(10_000)]}
    found = file_of(admin, made(admin, content, values=said, fields={"Table": a_list("Item")}))
    with zipfile.ZipFile(io.BytesIO(found)) as packed:
        assert packed.read("word/document.xml").count(b"<w:tr>") == 10_000
    said["Table"].append({"Name": "one more"})
    params = {"templateId": template(admin, content), "value": "A", "values": said, "fields": {"Table": a_list("Item")}}
    assert admin.send("documentgenerator.document.add", **params).error == (400, "0", "Cannot create document")


def bomb() -> bytes:
    """A small file that unpacks to a hundred megabytes."""
    packed = io.BytesIO(word("{A}"))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/more.xml", b" " * 100_000_000)
    return packed.getvalue()


def written(body: str, prefix: str = "w") -> bytes:
    """A file of Word with what stands in its body.

    :param prefix: of the names of what is Word's
    """
    names = f'xmlns:{prefix}="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    whole = f"<{prefix}:body>{body}<{prefix}:sectPr/></{prefix}:body>"
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                content = f"<{prefix}:document {names}>{whole}</{prefix}:document>".encode()
            new.writestr(part.filename, content)
    return packed.getvalue()


def entities() -> bytes:
    """A file whose text would be what a file of this machine has."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("{A} secret"))) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                head, rest = content.split(b"?>", 1)
                doctype = b'?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
                content = head + doctype + rest.replace(b"secret", b"&x;")
            new.writestr(part.filename, content)
    return packed.getvalue()


def emptied() -> bytes:
    """A file of Word without its text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("{A}"))) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            if part.filename != "word/document.xml":
                new.writestr(part.filename, old.read(part))
    return packed.getvalue()


@pytest.mark.parametrize("content", [b"PK", b"\x89PNG", word("{A}")[:2000], bomb(), emptied()], ids=range(5))
def test_what_is_no_file_of_word_makes_no_document(content: bytes, wire: Wire, admin: Api) -> None:
    number = template(admin, content)
    answer = admin.send("documentgenerator.document.add", templateId=number, value="A", values={"A": "x"})
    assert answer.error == (400, "0", "Cannot create document")
    assert admin("documentgenerator.document.list")["documents"] == []
    other = template(admin, word("{DocumentNumber}"))
    assert admin("documentgenerator.document.add", templateId=other, value="A")["document"]["number"] == "1"


LIST: dict[str, Any] = {
    "values": {"A": "a", "Table": [{"Name": "one"}, {"Name": "two"}], "TableItemName": "Table.Item.Name"},
    "fields": {"Table": {"PROVIDER": "Bitrix\\DocumentGenerator\\DataProvider\\ArrayDataProvider"}},
}


def test_texts_that_stand_in_no_paragraph_are_left(admin: Api) -> None:
    content = written("<w:t>{TableItemName}</w:t><w:p><w:r><w:t>{A} {TableItemName}</w:t></w:r></w:p>")
    assert paragraphs(file_of(admin, made(admin, content, **LIST))) == ["a one", "a two"]


def test_files_may_call_what_is_of_word_by_any_prefix(admin: Api) -> None:
    content = written("<q:p><q:r><q:t>{A} {TableItemName}</q:t></q:r></q:p>", prefix="q")
    assert paragraphs(file_of(admin, made(admin, content, **LIST))) == ["a one", "a two"]


def test_nothing_is_read_of_this_machine(admin: Api) -> None:
    params = {"templateId": template(admin, entities()), "value": "A"}
    assert admin.send("documentgenerator.document.add", **params).error == (400, "0", "Cannot create document")


def test_a_document_that_would_come_to_too_much_is_refused(admin: Api) -> None:
    content = word(*["{A}" * 50] * 50)
    params = {"templateId": template(admin, content), "value": "A", "values": {"A": "x" * 100_000}}
    assert admin.send("documentgenerator.document.add", **params).error == (400, "0", "Cannot create document")


def test_a_document_is_made_anew_with_other_values(wire: Wire, admin: Api) -> None:
    number = template(admin, word("{DocumentNumber} {Name} {Day}"), withStamps="Y")
    said = {"values": {"Name": "Ann", "Day": "2026-03-08"}}
    document = admin("documentgenerator.document.add", templateId=number, value="A_1", **said)["document"]
    assert document["stampsEnabled"] is True
    assert paragraphs(file_of(admin, document)) == ["1 Ann 2026-03-08"]
    again = {"values": {"Name": "Bo"}, "fields": {"Day": {"TYPE": "DATE"}}, "stampsEnabled": 0}
    changed = admin("documentgenerator.document.update", id=document["id"], **again)["document"]
    assert paragraphs(file_of(admin, changed)) == ["1 Bo 08.03.2026"]
    assert paragraphs(file_of(admin, document)) == ["1 Bo 08.03.2026"], "an address leads to the document as it is"
    assert (changed["updatedBy"], changed["stampsEnabled"], changed["value"]) == (1, False, "A_1")
    said = {"DocumentNumber": "X-2"}
    renamed = admin("documentgenerator.document.update", id=document["id"], values=said)["document"]
    assert (renamed["number"], renamed["title"], renamed["stampsEnabled"]) == ("X-2", "Contract X-2", True)
    (versions,) = [admin("disk.file.getversions", id=document["emailDiskFile"])]
    assert len(versions) == 3
    admin("documentgenerator.document.delete", id=document["id"])
    assert admin.send("documentgenerator.document.get", id=document["id"]).error == (400, "0", "Document not found")
    assert admin.send("disk.file.get", id=document["emailDiskFile"]).error[1] == "ERROR_NOT_FOUND"
    assert download(admin, renamed["downloadUrl"]).status == 400
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_a_numerator_counts_for_all_its_templates(wire: Wire, admin: Api) -> None:
    counting = {"start": 7, "step": 5, "length": 4, "padString": "0", "periodicBy": "year", "timezone": "Europe/Berlin"}
    fields = {"name": "N", "template": "{YEAR}/{NUMBER}", "settings": {SEQUENCE: counting}}
    numerator = admin("documentgenerator.numerator.add", fields=fields)["numerator"]["id"]
    one = template(admin, word("{DocumentNumber}"), numeratorId=numerator)
    two = template(admin, word("{DocumentNumber}"), numeratorId=numerator, name="Letter")

    def numbered(number: int) -> str:
        return str(admin("documentgenerator.document.add", templateId=number, value="A")["document"]["number"])

    wire.freeze(1_798_757_000)  # 31 December 2026, 22:43:20 UTC
    assert [numbered(one), numbered(two)] == ["2026/0007", "2026/0012"]
    looked = admin("documentgenerator.template.getfields", id=one)["templateFields"]["DocumentNumber"]
    assert looked["value"] == "2026/0017"
    wire.freeze(1_798_758_100)  # a quarter of an hour later the year is over in Berlin
    assert [numbered(one), numbered(one)] == ["2027/0007", "2027/0012"]
    admin("documentgenerator.numerator.delete", id=numerator)
    refused = admin.send("documentgenerator.document.add", templateId=one, value="A")
    assert refused.error == (400, "0", "Error getting next number")


def test_fields_of_a_document_are_told_with_other_values(admin: Api) -> None:
    document = made(admin, word("{Name} {Day}"), values={"Name": "Ann"}, fields={"Day": {"TYPE": "DATE", "TITLE": "D"}})
    found = admin("documentgenerator.document.getfields", id=document["id"], values={"Day": "x", "DocumentNumber": "9"})
    fields = found["documentFields"]
    assert fields["Name"] == {"value": "Ann", "default": ""}
    assert fields["Day"] == {"title": "D", "type": "DATE", "value": "x", "default": ""}
    assert (fields["DocumentNumber"]["value"], fields["DocumentTitle"]["value"]) == ("9", "Contract 9")
    assert admin("documentgenerator.document.get", id=document["id"])["document"]["number"] == "1"


def test_documents_are_listed_by_what_they_are_about(admin: Api) -> None:
    number = template(admin, word("{Name}"))
    for value in ("ORDER_1", "ORDER_2", "OFFER_1"):
        admin("documentgenerator.document.add", templateId=number, value=value, values={"DocumentNumber": value})
    answer = admin.send("documentgenerator.document.list", filter={"%value": "ORDER"}, order={"id": "desc"})
    found = answer.result["documents"]
    assert [row["value"] for row in found] == ["ORDER_2", "ORDER_1"]
    assert answer.json["total"] == 2
    assert found[0]["values"]["DocumentNumber"] == "ORDER_2"
    assert found[0]["provider"] == "bitrix\\documentgenerator\\dataprovider\\rest"
    assert file_of(admin, found[0]) == file_of(admin, found[1])
    (row,) = admin("documentgenerator.document.list", select=["number"], filter={"number": "OFFER_1"})["documents"]
    assert row.keys() == {"id", "number", "values", "stampsEnabled", "downloadUrl", "downloadUrlMachine"}


def test_a_public_link_shows_a_document_until_it_is_taken_back(wire: Wire, admin: Api) -> None:
    document = made(admin, word("{Name}"), values={"Name": "Ann"})
    number = document["id"]
    assert document["publicUrl"] is None
    url = admin("documentgenerator.document.enablepublicurl", id=number)["publicUrl"]
    assert admin("documentgenerator.document.enablepublicurl", id=number, status=1)["publicUrl"] == url
    assert "publicUrlView" not in admin("documentgenerator.document.get", id=number)["document"]
    path = url[url.index("/~") :]
    assert wire.send(path, body=b"password=x").status == 400, "it asks for no password"
    assert "publicUrlView" not in admin("documentgenerator.document.get", id=number)["document"]
    shown = wire.send(path, verb="GET")
    assert (shown.status, paragraphs(shown.body)) == (200, ["Ann"])
    assert "attachment" in shown.headers["content-disposition"]
    found = admin("documentgenerator.document.get", id=number)["document"]
    assert (found["publicUrl"], found["publicUrlView"].keys()) == (url, {"time"})
    assert admin("documentgenerator.document.enablepublicurl", id=number, status=0) == {"publicUrl": None}
    assert wire.send(path, verb="GET").status == 404
    anew = admin("documentgenerator.document.enablepublicurl", id=number)["publicUrl"]
    assert anew != url
    assert wire.send(path, verb="GET").status == 404, "an address that was taken back leads nowhere again"
    assert wire.send(f"{anew[anew.index('/~') :]}/1", verb="GET").status == 404
    admin("documentgenerator.document.delete", id=number)
    assert wire.send(anew[anew.index("/~") :], verb="GET").status == 404


def test_documents_are_for_who_has_the_right(admin: Api, seller: Api) -> None:
    document = made(admin, word("x"))
    number = document["id"]
    assert seller("documentgenerator.document.get", id=number)["document"]["title"] == "Contract 1"
    give(admin, (a_role(admin, DOCUMENTS={"VIEW": "X"}), "U3"))
    assert len(seller("documentgenerator.document.list")["documents"]) == 1
    url = seller("documentgenerator.document.get", id=number)["document"]["downloadUrl"]
    for verb in ("update", "delete", "enablepublicurl", "getfields"):
        assert seller.send(f"documentgenerator.document.{verb}", id=number).error == NOT_VIEWED
    refused = seller.send("documentgenerator.document.add", templateId=1, value="A")
    assert refused.error == (403, "DOCGEN_ACCESS_ERROR", "Access denied")
    give(admin)
    for verb in ("get", "list"):
        assert seller.send(f"documentgenerator.document.{verb}", id=number).error == NOT_VIEWED
    assert download(seller, url).error[1] == "DOCGEN_ACCESS_ERROR"


def test_a_template_is_for_those_it_says(admin: Api, seller: Api) -> None:
    params = {"value": "A"}
    for users, answered in ((["U1"], 403), (["U3"], 200), (["UA"], 200), (["D2"], 200), (["SG99"], 403), ([], 403)):
        number = template(admin, word("x"), users=users)
        answer = seller.send("documentgenerator.document.add", templateId=number, **params)
        assert answer.status == answered, users


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"value": "A"}, ("100", "Bitrix\\DocumentGenerator\\Template constructor must be is public")),
        ({"value": "A", "templateId": 999}, ("0", "Template not found")),
        ({"value": "A", "templateId": "x"}, ("0", "Template not found")),
        ({}, ("0", 'Empty required parameter "value"')),
        ({"value": ["A"]}, ("0", 'Empty required parameter "value"')),
    ],
)
def test_a_document_is_of_a_template_and_about_something(
    params: dict[str, Any], refusal: tuple[str, str], admin: Api
) -> None:
    if "value" not in params or params["value"] == ["A"]:
        params = params | {"templateId": template(admin, word("x"))}
    assert admin.send("documentgenerator.document.add", **params).error == (400, *refusal)


@pytest.mark.parametrize("verb", ["get", "update", "delete", "enablepublicurl", "getfields"])
def test_a_document_must_be_named(verb: str, admin: Api) -> None:
    answer = admin.send(f"documentgenerator.document.{verb}")
    assert answer.error == (400, "100", "Bitrix\\DocumentGenerator\\Document constructor must be is public")
    assert admin.send(f"documentgenerator.document.{verb}", id=99).error == (400, "0", "Document not found")
