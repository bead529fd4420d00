"""Documents are finished by the server: pictures come into them, then they become PDF and picture."""

import io
import threading
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from homeport.deliver import converter
from homeport.domain.documentgenerator.docx.opening import WORD
from homeport.testing.portal import LocalPortal
from tests.handler import WAIT_SECONDS
from tests.methods.documentgenerator.word import coded, paragraphs, pictures, word
from tests.methods.test_field_files import picture

CONVERTER = """#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in --convert-to) form=$2;; --outdir) folder=$2;; esac
  shift
done
{body}
"""
WORKS = 'cp "$folder/document.docx" "$folder/document.$form"'


class Pictures(BaseHTTPRequestHandler):
    """Answers a picture, what is none, and what is too long."""

    def do_GET(self) -> None:
        found = {"/picture.png": picture(), "/text": b"no picture", "/long": b"x" * 6_000_000}.get(self.path)
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(found or b"")))
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program in the place of the converter."""

    def install(body: str) -> None:
        path = tmp_path / "bin" / "soffice"
        path.parent.mkdir(exist_ok=True)
        path.write_text(CONVERTER.format(body=body))
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")

    return install


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def made(admin: Any, content: bytes, **more: Any) -> dict[str, Any]:
    fields = {"name": "T", "numeratorId": 1, "region": "de", "users": ["UA"], "file": ["a.docx", coded(content)]}
    number = admin.call("documentgenerator.template.add", fields=fields)["template"]["id"]
    params = {"templateId": number, "value": "A", **more}
    found: dict[str, Any] = admin.call("documentgenerator.document.add", **params)["document"]
    return found


def finished(admin: Any, number: int, done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The document once something holds of it."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        found: dict[str, Any] = admin.call("documentgenerator.document.get", id=number)["document"]
        if done(found):
            return found
        assert time.monotonic() < deadline, found
        threading.Event().wait(0.01)


def has_pdf(document: dict[str, Any]) -> bool:
    return "pdfUrl" in document


def failed(document: dict[str, Any]) -> bool:
    return bool(document["isTransformationError"])


def taken(portal: LocalPortal, url: str) -> bytes:
    """What an address leads to."""
    path = url[url.index("/rest/") :]
    with urllib.request.urlopen(portal.http + path, timeout=WAIT_SECONDS) as answer:
        content: bytes = answer.read()
    return content


def test_pictures_come_into_a_document_before_it_is_converted(
    portal: LocalPortal, site: str, installed: Callable[[str], None]
) -> None:
    installed(WORKS)
    admin = portal.webhook(scope="documentgenerator")
    values = {
        "Logo": f"{site}/picture.png", "Stamp": f"{site}/picture.png", "Gone": f"{site}/gone.png",
        "Text": f"{site}/text", "Long": f"{site}/long", "Bad": "file:///etc/hostname", "Plain": f"{site}/picture.png",
        "Table": [{"Image": f"{site}/picture.png"}, {"Image": ""}], "TableItemImage": "Table.Item.Image",
    }  # fmt: skip
    fields: dict[str, Any] = {
        name: {"TYPE": "IMAGE"} for name in ("Logo", "Gone", "Text", "Long", "Bad", "TableItemImage")
    }
    fields["Stamp"] = {"TYPE": "STAMP"}
    fields["Table"] = {"PROVIDER": "Bitrix\\DocumentGenerator\\DataProvider\\ArrayDataProvider"}
    content = word("{Logo}|{Stamp}|{Gone}|{Text}|{Long}|{Bad}", "{Plain}", table=[["{TableItemImage}"]])
    document = made(admin, content, values=values, fields=fields, stampsEnabled=0)
    assert "pdfUrl" not in document
    found = finished(admin, document["id"], has_pdf)
    file = taken(portal, found["downloadUrl"])
    assert pictures(file) == 2, "the logo, and that of the table"
    assert paragraphs(file)[0].count("|") == 5 and "hostname" not in paragraphs(file)[0]
    assert paragraphs(file)[1] == f"{site}/picture.png"
    assert pictures(taken(portal, found["pdfUrl"])) == 2, "the stand-in for the converter copies"
    assert found["printUrl"] == found["pdfUrl"] and found["imageUrl"] != found["pdfUrl"]
    admin.call("documentgenerator.document.update", id=document["id"], values={"Gone": ""})
    again = finished(admin, document["id"], has_pdf)
    assert again["stampsEnabled"] is True
    assert pictures(taken(portal, again["pdfUrl"])) == 3, "with the stamp"


def test_pictures_inside_a_network_are_not_fetched_by_a_portal_that_calls_public_addresses(
    portal: LocalPortal, site: str, installed: Callable[[str], None]
) -> None:
    installed(WORKS)
    portal.settings(handlers="public")
    admin = portal.webhook(scope="documentgenerator")
    said = {"values": {"Logo": f"{site}/picture.png"}, "fields": {"Logo": {"TYPE": "IMAGE"}}}
    found = finished(admin, made(admin, word("{Logo}"), **said)["id"], has_pdf)
    assert pictures(taken(portal, found["downloadUrl"])) == 0


@pytest.mark.usefixtures("nothing_installed")
def test_a_document_says_that_no_converter_is_installed(portal: LocalPortal) -> None:
    admin = portal.webhook(scope="documentgenerator")
    found = finished(admin, made(admin, word("x"))["id"], failed)
    assert found["transformationErrorCode"] == converter.NOT_INSTALLED
    assert "LibreOffice" in found["transformationErrorMessage"]
    assert "pdfUrl" not in found


@pytest.mark.parametrize("body", ["exit 3", "true", "sleep 600 & wait"])
def test_a_document_says_that_the_converter_failed(
    body: str, portal: LocalPortal, installed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converter, "SECONDS", 0.3)
    installed(body)
    admin = portal.webhook(scope="documentgenerator")
    number = made(admin, word("x"))["id"]
    assert finished(admin, number, failed)["transformationErrorCode"] == converter.FAILED
    monkeypatch.setattr(converter, "SECONDS", 60)
    installed(WORKS)
    admin.call("documentgenerator.document.update", id=number)
    assert finished(admin, number, has_pdf)["isTransformationError"] is False


def test_a_document_that_changes_while_it_is_converted_is_converted_anew(
    portal: LocalPortal, installed: Callable[[str], None], tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    begun = tmp_path / "begun"
    installed(f"touch {begun}; until [ -e {gate} ]; do sleep 0.02; done; {WORKS}")
    admin = portal.webhook(scope="documentgenerator")
    number = made(admin, word("{Name}"), values={"Name": "old"})["id"]
    deadline = time.monotonic() + WAIT_SECONDS
    while not begun.exists():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)
    admin.call("documentgenerator.document.update", id=number, values={"Name": "new"})
    gate.touch()
    found = finished(admin, number, has_pdf)
    assert paragraphs(taken(portal, found["pdfUrl"])) == ["new"]


def hostile(footnotes: str = "") -> bytes:
    """A file of Word that would bring in files of this machine, and pages of its network.

    :param footnotes: the part with these
    """
    body = (
        '<w:p><w:r><w:instrText> INCLUDETEXT "file:///etc/passwd" </w:instrText></w:r>'
        '<w:fldSimple w:instr="INCLUDEPICTURE http://192.0.2.1/a.png"><w:r><w:t>A</w:t></w:r></w:fldSimple>'
        '<w:r><w:instrText> PAGE </w:instrText></w:r></w:p><w:altChunk r:id="rId90"/>'
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = (
        f'<Relationship Id="rId90" Type="{relations}/aFChunk" Target="part.html"/>'
        f'<Relationship Id="rId91" Type="{relations}/image" Target="http://192.0.2.1/b.png" TargetMode="External"/>'
        f'<Relationship Id="rId92" Type="{relations}/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    names = f'xmlns:w="{WORD}" xmlns:r="{relations}"'
    footnotes = footnotes or f'<w:footnotes {names}><w:instrText>DDE "/bin/sh" x y</w:instrText></w:footnotes>'
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            content = old.read(part).decode("utf-8", "surrogateescape")
            if part.filename == "word/document.xml":
                content = f"<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>"
            elif part.filename == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", more)
            elif part.filename == "[Content_Types].xml":
                content = content.replace(
                    "<Override", '<Default Extension="html" ContentType="text/html"/><Override', 1
                )
            new.writestr(part.filename, content.encode("utf-8", "surrogateescape"))
        new.writestr("word/part.html", '<img src="http://192.0.2.1/c.png">')
        new.writestr("word/footnotes.xml", footnotes)
    return packed.getvalue()


def test_what_is_converted_brings_in_nothing_from_elsewhere(
    portal: LocalPortal, installed: Callable[[str], None], tmp_path: Path
) -> None:
    kept = tmp_path / "settings"
    installed(f"cp $(dirname $folder/x)/profile/user/registrymodifications.xcu {kept}; {WORKS}")
    admin = portal.webhook(scope="documentgenerator")
    found = finished(admin, made(admin, hostile())["id"], has_pdf)
    with zipfile.ZipFile(io.BytesIO(taken(portal, found["pdfUrl"]))) as file:
        whole = b"".join(file.read(part) for part in file.infolist())
        assert "word/part.html" not in file.namelist() and "word/footnotes.xml" in file.namelist()
    for lead in (b"etc/passwd", b"192.0.2.1", b"/bin/sh"):
        assert lead not in whole, lead
    assert b" PAGE " in whole
    assert "BlockUntrustedRefererLinks" in kept.read_text()


@pytest.mark.parametrize(
    "footnotes", ["<w:footnotes", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>']
)
def test_what_cannot_be_read_whole_is_not_given_to_the_converter(
    footnotes: str, portal: LocalPortal, installed: Callable[[str], None]
) -> None:
    installed(WORKS)
    admin = portal.webhook(scope="documentgenerator")
    found = finished(admin, made(admin, hostile(footnotes))["id"], failed)
    assert found["transformationErrorCode"] == converter.FAILED
