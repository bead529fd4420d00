"""Scenarios of the documentation's tutorials, run from start to end: as JSON and as a form that PHP would send."""

from typing import Any

import pytest

from tests.conftest import Answer, Api, Wire, api_of
from tests.property.hostile import as_form


class FormApi(Api):
    """Calls methods as one user, with parameters in a form."""

    def send(self, method: str, /, **params: Any) -> Answer:
        body = as_form(params)
        return self.wire.send(self.base + method, body=body, content_type="application/x-www-form-urlencoded")


@pytest.fixture(params=[Api, FormApi], ids=["json", "form"])
def encoding(request: pytest.FixtureRequest) -> type[Api]:
    """How parameters are sent."""
    found: type[Api] = request.param
    return found


def _encoded(encoding: type[Api], api: Api) -> Api:
    return encoding(api.wire, api.user_id, api.base.split("/")[3])


@pytest.fixture
def admin(wire: Wire, encoding: type[Api]) -> Api:
    """Calls as the administrator, user 1."""
    return _encoded(encoding, api_of(wire, 1))


@pytest.fixture
def seller(wire: Wire, encoding: type[Api]) -> Api:
    """Calls as the salesperson Clara Mast, user 3."""
    return _encoded(encoding, api_of(wire, 3))


@pytest.fixture
def guest(wire: Wire, encoding: type[Api]) -> Api:
    """Calls as user 3, who is no employee."""
    from homeport.domain.portal.tables import USER

    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 3}, {"USER_TYPE": "extranet"}))
    return _encoded(encoding, api_of(wire, 3))


@pytest.fixture
def nobody(wire: Wire, encoding: type[Api]) -> Api:
    """Calls as a user whose one role allows nothing."""
    from homeport.core.clock import Clock
    from homeport.domain.user import staff

    user_id = wire.portal.store.write_now(
        lambda tx: staff.add(tx, Clock(), name="Nils", last_name="Low", email="low@example.test", departments=(1,))
    )
    return _encoded(encoding, api_of(wire, user_id))
