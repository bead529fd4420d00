"""What tests of lists share: callers, lists, and what is made in a line."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.apps import AppApi, app_of
from tests.conftest import Wire

NOON = 1_776_254_400.0
MOMENT = "2026-04-15T12:00:00+00:00"
TYPE = {"IBLOCK_TYPE_ID": "lists"}
DENIED = (403, "ACCESS_DENIED", "Access denied")
ADA, BORIS, CLARA, DMITRI, ELIF, FARID = range(1, 7)


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    wire.freeze(NOON)
    return app_of(wire, ADA, "lists,disk,sonet,sonet_group,user")


@pytest.fixture
def clara(ada: AppApi) -> AppApi:
    return ada.as_user(CLARA)


def made(api: AppApi, code: str = "wishes", **given: Any) -> dict[str, Any]:
    """What names a new list."""
    fields = {"NAME": code.title(), **given.pop("FIELDS", {})}
    return {**TYPE, "IBLOCK_ID": api("lists.add", **{**TYPE, "IBLOCK_CODE": code, "FIELDS": fields, **given})}


@pytest.fixture
def wishes(ada: AppApi) -> dict[str, Any]:
    """A list in which Clara edits, Dmitri reads, and the support adds."""
    return made(ada, RIGHTS={f"U{CLARA}": "W", f"U{DMITRI}": "R", "D3": "E"})


def refusal(api: AppApi, name: str, **params: Any) -> tuple[int, str, str]:
    answer = api.send(name, **params)
    return answer.status, answer.json["error"], answer.json["error_description"]


def field(api: AppApi, of: dict[str, Any], kind: str, **given: Any) -> str:
    """A new field; what it is called by."""
    code = kind.replace(":", "_").lower()
    found: str = api("lists.field.add", **of, FIELDS={"NAME": code.title(), "TYPE": kind, "CODE": code, **given})
    return found


def element(api: AppApi, of: dict[str, Any], code: str, **given: Any) -> int:
    found: int = api("lists.element.add", **of, ELEMENT_CODE=code, FIELDS={"NAME": code.title(), **given})
    return found


def names(api: AppApi, of: dict[str, Any], **given: Any) -> list[str]:
    return [each["NAME"] for each in api("lists.element.get", **of, **given)]


def picture() -> dict[str, Any]:
    leaf = BytesIO()
    Image.new("RGB", (8, 8), "green").save(leaf, "PNG")
    return {"fileData": ["leaf.png", b64encode(leaf.getvalue()).decode()]}
