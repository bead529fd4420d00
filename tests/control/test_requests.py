"""The request log over the control plane: filters and exports."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import Api, Wire
from tests.control.conftest import Plane
from tests.oauth.browser import Browser


def test_the_newest_requests_are_listed_by_what_is_wanted(plane: Plane, admin: Api, seller: Api) -> None:
    admin("crm.deal.get", id=1)
    seller.refused("crm.deal.get", id=10**9)
    admin("crm.lead.get", id=1)
    assert [each["method"] for each in plane("GET", "/requests")] == ["crm.deal.get", "crm.deal.get", "crm.lead.get"]
    assert len(plane("GET", "/requests", method="CRM.DEAL.*")) == 2
    assert [each["user"] for each in plane("GET", "/requests", status=400)] == [3]
    assert [each["user"] for each in plane("GET", "/requests", error="*")] == [3]
    credential = plane("GET", "/requests")[1]["credential"]
    assert [each["user"] for each in plane("GET", "/requests", credential=credential)] == [3]
    assert [each["method"] for each in plane("GET", "/requests", limit=1)] == ["crm.lead.get"]
    last = plane("GET", "/requests")[-1]["at"]
    assert len(plane("GET", "/requests", since=last + 1)) == 0
    assert plane("GET", "/requests")[-1]["answer"]["result"]["ID"] == "1"
    plane("DELETE", "/requests")
    assert plane("GET", "/requests") == []


def test_lines_that_a_full_disk_cut_short_are_left_out(wire: Wire, plane: Plane, admin: Api) -> None:
    admin("crm.deal.get", id=1)
    journal = wire.portal.journal
    assert journal is not None
    for line in (b'[1,2,3.0,"POST","crm.le', b"{}", b"\xff\xfe", b"", b"null"):
        journal.append(line)
    admin("crm.lead.get", id=1)
    assert [each["method"] for each in plane("GET", "/requests")] == ["crm.deal.get", "crm.lead.get"]
    ada = Browser(wire)
    ada.sign_in(1)
    assert "crm.lead.get" in ada.get("/developer/requests/").body.decode()


def test_an_archive_has_every_request_and_no_secret(wire: Wire, plane: Plane, admin: Api) -> None:
    admin("crm.deal.list", filter={"TITLE": "Rope"}, select=["ID"])
    wire.send(admin.base + "crm.deal.get", verb="GET", query="id=1", scheme="https")
    wire.send("/rest/crm.deal.get", query="auth=secret-token-of-somebody&id=1")
    archive = plane("GET", "/requests/har")["log"]
    assert archive["version"] == "1.2"
    urls = [entry["request"]["url"] for entry in archive["entries"]]
    assert urls == [
        "http://localhost:8080/rest/1/***/crm.deal.list",
        "https://localhost:8443/rest/1/***/crm.deal.get",
        "http://localhost:8080/rest/crm.deal.get",
    ]
    assert json.loads(archive["entries"][0]["request"]["postData"]["text"])["filter"] == {"TITLE": "Rope"}
    assert archive["entries"][1]["request"]["queryString"] == [{"name": "id", "value": "1"}]
    assert [entry["response"]["status"] for entry in archive["entries"]] == [200, 200, 401]
    content = archive["entries"][1]["response"]["content"]
    assert content["mimeType"] == "application/json"
    assert json.loads(content["text"])["result"]["ID"] == "1"
    assert "text" not in archive["entries"][2]["response"]["content"]  # of strangers nothing is kept
    wire.send(admin.base + "profile.xml")
    admin("crm.deal.get", id=admin("crm.deal.add", fields={"COMMENTS": "z" * 50_000}))
    *_, as_xml, _, long = (each["response"]["content"] for each in plane("GET", "/requests/har")["log"]["entries"])
    assert (as_xml["mimeType"], long["comment"]) == ("text/xml", "the beginning of it")
    assert long["text"].startswith('{"result":')
    admin("crm.deal.list", select=["PRISE"])
    assert plane("GET", "/requests/har")["log"]["entries"][-1]["comment"].endswith(
        "; ignored PRISE in select (unknown)"
    )
    told = {"part": "select", "name": "PRISE", "why": "unknown", "command": ""}
    assert [each["dropped"] for each in plane("GET", "/requests")][-2:] == [[], [told]]
    code = admin.base.split("/")[3]
    for path in ("/requests/har", "/requests/curl", "/requests"):
        body = plane.send("GET", path).body.decode()
        assert code not in body
        assert "secret-token-of-somebody" not in body


def test_the_script_of_curl_commands_is_one_that_a_shell_runs(wire: Wire, plane: Plane, tmp_path: Path) -> None:
    webhook = plane("POST", "/webhooks", {"code": "fixed"})
    app = plane("POST", "/apps", {"title": "Shop"})
    token = plane("POST", f"/apps/{app['id']}/token", {})["access_token"]
    params = {"id": 1, "fields": {"TITLE": 'it\'s $(touch evil) `touch evil` "quoted"\n# no comment'}}
    wire.send("/rest/1/fixed/crm.deal.update", body=json.dumps(params).encode())
    wire.send("/rest/api/1/fixed/rest.scope.list", body=b"{}")
    wire.send("/rest/crm.deal.get", body=json.dumps({"auth": token, "id": 1}).encode())
    wire.send("/rest/crm.deal.get\ntouch evil\n", body=json.dumps({"auth": token}).encode())

    script = tmp_path / "again.sh"
    script.write_bytes(plane.send("GET", "/requests/curl").body)
    fake = tmp_path / "curl"
    fake.write_text('#!/bin/sh\nfor each in "$@"; do printf "%s\\0" "$each"; done\nprintf "\\n\\0"\n')
    fake.chmod(0o755)
    given = {"HOMEPORT_WEBHOOK": "https://h/rest/1/c/", "HOMEPORT_URL": "https://h", "HOMEPORT_ACCESS_TOKEN": "t0ken"}
    sh = shutil.which("sh")
    assert sh is not None
    done = subprocess.run(
        [sh, script], cwd=tmp_path, env={"PATH": f"{tmp_path}:/usr/bin:/bin", **given}, capture_output=True, check=True
    )
    calls = [call.split("\0")[:-1] for call in done.stdout.decode().split("\n\0")[:-1]]
    assert [call[2] for call in calls[:3]] == [
        "https://h/rest/1/c/crm.deal.update",
        "https://h/rest/api/1/c/rest.scope.list",
        "https://h/rest/crm.deal.get",
    ]
    assert json.loads(calls[0][-1]) == params
    assert json.loads(calls[2][-1]) == {"auth": "t0ken", "id": 1}
    assert not (tmp_path / "evil").exists()
    assert webhook["code"] == "fixed"
