"""Groups, with callers of several kinds."""

from typing import Any, Protocol

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire


class MakesGroup(Protocol):
    def __call__(self, owner: int = 2, **given: Any) -> int: ...


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "sonet,socialnetwork,user")


@pytest.fixture
def guest(wire: Wire, admin: AppApi) -> AppApi:
    """A guest of the portal."""
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}), changed(tx)))
    return admin.as_user(6)


@pytest.fixture
def group(admin: AppApi) -> MakesGroup:
    """Makes a group; its owner has no other rights unless said."""

    def make(owner: int = 2, **given: Any) -> int:
        number: int = admin.as_user(owner)("sonet_group.create", **{"NAME": "Garden", **given})
        return number

    return make
