"""The news feed, with callers of several kinds."""

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire

NOON = 1_776_254_400.0
"""12:00 UTC on 15 April 2026."""


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    wire.freeze(NOON)
    return app_of(wire, 1, "log,vote,sonet,department,user,disk,task")


@pytest.fixture
def clara(admin: AppApi) -> AppApi:
    """User 3, a salesperson."""
    return admin.as_user(3)


@pytest.fixture
def guest(wire: Wire, admin: AppApi) -> AppApi:
    """A guest of the portal."""
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}), changed(tx)))
    return admin.as_user(6)
