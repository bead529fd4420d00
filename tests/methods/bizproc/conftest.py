"""An application that registers robots, brings templates, and answers processes."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from homeport.domain.bizproc.tables import LOG
from homeport.domain.events import handler_calls
from homeport.domain.portal import clocks
from homeport.domain.portal.apps.tables import OUTBOX
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.bpt import bpt
from tests.conftest import Api, Wire, api_of

HANDLER = "https://app.example.test/step.php"
DEAL = ["crm", "CCrmDocumentDeal", "DEAL"]
SCOPES = "bizproc,crm,lists,disk,im,user"

_TOLD = Query(select(OUTBOX.c.DATA).where(OUTBOX.c.EVENT == handler_calls.STEP).order_by(OUTBOX.c.ID))
_NOTES = Query(select(LOG.c.NOTE).order_by(LOG.c.ID))


def error_of(api: Api, method: str, /, **params: Any) -> tuple[str, str]:
    """Code and text of a call that is refused."""
    _, code, text = api.send(method, **params).error
    return code, text


class Office:
    """The application, the portal that it is of, and what it is told."""

    def __init__(self, wire: Wire, **options: Any) -> None:
        self.wire = wire
        self.app: AppApi = app_of(wire, 1, SCOPES, **options)

    def __call__(self, method: str, /, **params: Any) -> Any:
        return self.app(method, **params)

    def error(self, method: str, /, **params: Any) -> tuple[str, str]:
        """Code and text of a call that is refused."""
        return error_of(self.app, method, **params)

    def told(self) -> list[dict[str, Any]]:
        """What handlers of steps are told, or are about to be."""
        with self.wire.portal.store.snapshot() as tx:
            return [msgspec.json.decode(data) for (data,) in tx.all(_TOLD)]

    def token(self, number: int = -1) -> str:
        """The token of a call, as it is sent."""
        said = self.told()[number]["event_token"]
        with self.wire.portal.store.snapshot() as tx:
            return f"{said}.{handler_calls.seal(tx, said)}"

    def notes(self) -> list[str]:
        """What is in the logs of all processes."""
        with self.wire.portal.store.snapshot() as tx:
            return [note for (note,) in tx.all(_NOTES)]

    def robot(self, code: str = "sms", **more: Any) -> None:
        given = {"CODE": code, "HANDLER": HANDLER, "NAME": "Send a message", "AUTH_USER_ID": 1, **more}
        self("bizproc.robot.add", **given)

    def template(self, *steps: dict[str, Any], kind: Any = DEAL, auto: int = 0, **parts: Mapping[str, Any]) -> int:
        number: int = self(
            "bizproc.workflow.template.add",
            DOCUMENT_TYPE=kind,
            NAME="Checks",
            TEMPLATE_DATA=bpt(*steps, **parts),
            AUTO_EXECUTE=auto,
        )
        return number

    def at(self, seconds: float) -> None:
        """Hold the portal's clock at a moment; what is due by then is done."""
        self.wire.portal.store.write_now(lambda tx: clocks.freeze(tx, seconds))

    def deal(self, **fields: Any) -> int:
        number: int = self("crm.deal.add", fields={"TITLE": "Rope", "OPPORTUNITY": 120, **fields})
        return number

    def start(self, template: int, deal: int, **parameters: Any) -> str:
        found: str = self(
            "bizproc.workflow.start",
            TEMPLATE_ID=template,
            DOCUMENT_ID=[*DEAL[:2], f"DEAL_{deal}"],
            PARAMETERS=parameters,
        )
        return found

    def running(self, *names: str, **more: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self("bizproc.workflow.instances", SELECT=list(names) or ["ID"], **more)
        return found


@pytest.fixture
def office(wire: Wire) -> Office:
    return Office(wire)


@pytest.fixture
def admin(wire: Wire) -> Api:
    """Calls as the administrator, by a webhook."""
    return api_of(wire, 1, SCOPES)
