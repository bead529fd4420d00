"""Messages to phones that no handler takes."""

import pytest

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Rights
from homeport.domain.events.outbox import WAITS
from homeport.domain.messageservice import messages
from homeport.domain.messageservice.messages import Letter
from homeport.domain.portal.settings import clock_of
from homeport.testing.portal import LocalPortal
from tests.deliver.conftest import Applications

ADA = Credential("test", Actor(1, Rights({}, is_admin=True)), frozenset())


def sent(portal: LocalPortal, app_id: int) -> int:
    """The activity of a message that was sent from a deal."""
    letter = Letter(app_id, "post", "+49 30 1", "Hello")
    return portal.write(lambda tx: messages.send(Ctx(tx, ADA, clock_of(tx)), Owner(2, 1), letter)).activity_id


@pytest.mark.parametrize("answered", [False, True], ids=["said nothing", "said what became of it"])
def test_a_message_has_failed_once_its_handler_was_tried_in_vain(
    portal: LocalPortal, applications_of_portal: Applications, answered: bool
) -> None:
    handler = portal.handler()
    handler.answers(500)
    app = portal.app("Pigeon", scope="messageservice,crm")
    app.call("messageservice.sender.add", CODE="post", TYPE="SMS", HANDLER=handler.url, NAME="Post")
    activity = sent(portal, app.id)
    if answered:
        key = {"CODE": "post", "MESSAGE_ID": handler.next().form["message_id"]}
        app.call("messageservice.message.status.update", **key, STATUS="sent")
    for attempt, wait in enumerate(WAITS, 1):
        applications_of_portal.tried(attempt)
        assert portal.read(lambda tx: messages.status_of(tx, activity)) == ("sent" if answered else "queued")
        portal.clock.advance(wait + 1)
    applications_of_portal.tried(len(WAITS) + 1)
    assert portal.read(lambda tx: messages.status_of(tx, activity)) == ("sent" if answered else "failed")
