"""What tests of documents share: callers, and templates that are made in a line."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.documentgenerator.word import coded

SCOPES = "crm,documentgenerator,disk,user"


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, SCOPES)


@pytest.fixture
def seller(wire: Wire) -> Api:
    return api_of(wire, 3, SCOPES)


def template(api: Api, content: bytes, **more: Any) -> int:
    """A template of an application; its number."""
    fields = {"name": "Contract", "numeratorId": 1, "region": "de", "users": ["UA"], "file": ["a.docx", coded(content)]}
    return int(api("documentgenerator.template.add", fields=fields | more)["template"]["id"])


def of_deals(api: Api, content: bytes, **more: Any) -> int:
    """A template for deals; its number."""
    fields = {"name": "Offer", "numeratorId": 1, "region": "de", "users": ["UA"], "entityTypeId": ["2"]}
    fields["file"] = ["a.docx", coded(content)]
    return int(api("crm.documentgenerator.template.add", fields=fields | more)["template"]["id"])
