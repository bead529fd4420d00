"""The control plane, asked through the whole application but without sockets."""

import json
import re
from typing import Any

import pytest

from homeport.control import ROOT
from homeport.domain.portal.credentials.admin import admin_token
from tests.conftest import Answer, Wire

_TO_PASTE = re.compile(r": (GET|POST) /_homeport/\S+$|: homeport [a-z ]+$")


class Plane:
    """Asks the control plane with the admin token."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.token = admin_token(wire.folder.key())

    def send(self, verb: str, path: str, body: Any = None, **query: Any) -> Answer:
        """The whole answer."""
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        text = "&".join(f"{name}={value}" for name, value in query.items())
        headers = {"authorization": f"Bearer {self.token}"}
        return self.wire.send(ROOT + path, verb=verb, body=sent, query=text, headers=headers)

    def __call__(self, verb: str, path: str, body: Any = None, **query: Any) -> Any:
        """What is answered to a request that succeeds."""
        answer = self.send(verb, path, body, **query)
        assert answer.status in (200, 201), answer.body
        return answer.json

    def refused(self, verb: str, path: str, body: Any = None, **query: Any) -> tuple[int, str]:
        """Status and code of a refusal; its text is one line: a sentence, or one that ends in what to paste."""
        answer = self.send(verb, path, body, **query)
        assert set(answer.json) == {"error", "message"}, answer.body
        message = answer.json["message"]
        assert message.endswith(".") or re.search(r": (GET|POST) /_homeport/\S+$| with: homeport [a-z ]+$", message), (
            message
        )
        assert "\n" not in message
        return answer.status, answer.json["error"]


@pytest.fixture
def plane(wire: Wire) -> Plane:
    return Plane(wire)
