"""Deals that the salesperson, user 3, may edit, may only read, or may not see."""

import pytest

from tests.conftest import Api
from tests.methods.test_activity import a_deal


@pytest.fixture
def open_deal(admin: Api) -> int:
    """A deal of the administrator's that the salesperson may read but not edit."""
    return a_deal(admin, ASSIGNED_BY_ID=1, OPENED="Y")


@pytest.fixture
def own_deal(admin: Api) -> int:
    """A deal of the salesperson's."""
    return a_deal(admin, ASSIGNED_BY_ID=3)


@pytest.fixture
def hidden_deal(admin: Api) -> int:
    """A deal that the salesperson may not read."""
    return a_deal(admin, ASSIGNED_BY_ID=1, OPENED="N")
