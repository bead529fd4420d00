"""Pictures of log entries: ``crm.timeline.icon.add``, ``crm.timeline.icon.get``, ``crm.timeline.icon.list``,
``crm.timeline.icon.delete``, and the same of ``crm.timeline.logo``.
"""

import base64
import zlib

import pytest

from homeport.reference.examples import example_of
from tests.conftest import Api, Wire

KINDS = [("icon", 24), ("logo", 60)]


def file_of(kind: str) -> str:
    return str(example_of(f"crm.timeline.{kind}.add").params["fileContent"])


@pytest.mark.parametrize(("kind", "pixels"), KINDS)
def test_a_picture_is_added_found_and_deleted(wire: Wire, admin: Api, seller: Api, kind: str, pixels: int) -> None:
    added = admin(f"crm.timeline.{kind}.add", code="pallet", fileContent=file_of(kind))[kind]
    assert (added["code"], added["isSystem"]) == ("pallet", False)
    assert seller(f"crm.timeline.{kind}.get", code="pallet") == {kind: added}
    answer = seller.send(f"crm.timeline.{kind}.list")
    found = answer.result[f"{kind}s"]
    assert added in found
    assert answer.json["total"] == len(found)
    assert {each["isSystem"] for each in found if each["code"] != "pallet"} == {True}
    file = wire.send(added["fileUri"], verb="GET", content_type=None)
    assert (file.status, file.headers["content-type"]) == (200, "image/png")
    assert base64.b64encode(file.body).decode() == file_of(kind)
    assert admin(f"crm.timeline.{kind}.delete", code="pallet") is True
    assert admin.refused(f"crm.timeline.{kind}.get", code="pallet") == (400, "NOT_FOUND")
    assert wire.send(added["fileUri"], verb="GET", content_type=None).status == 404


@pytest.mark.parametrize(("kind", "pixels"), KINDS)
def test_one_that_every_portal_has_is_covered_for_as_long_as_another_is_there(
    admin: Api, kind: str, pixels: int
) -> None:
    standard = {kind: {"code": "call", "isSystem": True, "fileUri": ""}}
    assert admin(f"crm.timeline.{kind}.get", code="call") == standard
    admin(f"crm.timeline.{kind}.add", code="call", fileContent=file_of(kind))
    assert admin(f"crm.timeline.{kind}.get", code="call")[kind]["isSystem"] is False
    codes = [each["code"] for each in admin(f"crm.timeline.{kind}.list")[f"{kind}s"]]
    assert codes.count("call") == 1
    admin(f"crm.timeline.{kind}.delete", code="call")
    assert admin(f"crm.timeline.{kind}.get", code="call") == standard
    assert admin.refused(f"crm.timeline.{kind}.delete", code="call") == (400, "ACCESS_DENIED")


@pytest.mark.parametrize(("kind", "other"), [("icon", "logo"), ("logo", "icon")])
def test_what_is_no_picture_of_the_size_is_refused(admin: Api, kind: str, other: str) -> None:
    whole = base64.b64decode(file_of(kind))
    for content in (
        "not base64!",
        base64.b64encode(b"GIF89a").decode(),
        base64.b64encode(whole[:-20]).decode(),
        base64.b64encode(whole + b"and more").decode(),
        base64.b64encode(whole[:40] + b"\0" + whole[41:]).decode(),
        file_of(other),
    ):
        given = {"code": "pallet", "fileContent": content}
        assert admin.refused(f"crm.timeline.{kind}.add", **given) == (400, "INVALID_ARG_VALUE")
    assert admin.refused(f"crm.timeline.{kind}.add", code="a b", fileContent=file_of(kind)) == (
        400,
        "INVALID_ARG_VALUE",
    )
    assert admin.refused(f"crm.timeline.{kind}.add", code="", fileContent=file_of(kind)) == (400, "100")
    assert admin.refused(f"crm.timeline.{kind}.add", code="pallet") == (400, "100")
    assert admin.refused(f"crm.timeline.{kind}.get", code="pallet") == (400, "NOT_FOUND")


def test_a_file_that_is_too_large_is_not_saved(admin: Api) -> None:
    whole = base64.b64decode(file_of("icon"))
    text = b"tEXt" + b"Comment\0" + b"x" * 70_000
    chunk = (len(text) - 4).to_bytes(4) + text + zlib.crc32(text).to_bytes(4)
    content = base64.b64encode(whole[:33] + chunk + whole[33:]).decode()
    assert admin.refused("crm.timeline.icon.add", code="pallet", fileContent=content) == (400, "FILE_SAVE_ERROR")


@pytest.mark.parametrize(("kind", "pixels"), KINDS)
def test_only_administrators_add_and_delete(admin: Api, seller: Api, kind: str, pixels: int) -> None:
    given = {"code": "pallet", "fileContent": file_of(kind)}
    assert seller.refused(f"crm.timeline.{kind}.add", **given) == (400, "ACCESS_DENIED")
    admin(f"crm.timeline.{kind}.add", **given)
    assert seller.refused(f"crm.timeline.{kind}.delete", code="pallet") == (400, "ACCESS_DENIED")
    assert admin.refused(f"crm.timeline.{kind}.delete", code="nothing") == (400, "NOT_FOUND")
