"""One live server for all clients, and how a client's program is run against it."""

from collections.abc import Callable, Iterator

import pytest

from homeport.testing.session import Session
from tests.clients.live import Live, fill, serving
from tests.clients.office import Office
from tests.clients.running import Outcomes, newer_python, node, python


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A freshly started server."""
    folder = tmp_path_factory.mktemp("live")
    with serving(folder) as ready:
        yield fill(folder, ready)


@pytest.fixture(scope="module")
def office(homeport: Session) -> Iterator[Office]:
    """A portal with a local application, a module's own, on a server in this process."""
    with homeport.fresh("demo") as portal:
        yield Office(portal)


@pytest.fixture(scope="session")
def run_python(live: Live) -> Callable[[str, str], Outcomes]:
    """Runs ``programs/<name>.py``, which is told by one environment variable whom to trust."""
    return lambda name, variable: python(name, live.settings(), **{variable: live.ca})


@pytest.fixture(scope="session")
def run_newer_python(live: Live) -> Callable[..., Outcomes]:
    """As ``run_python``, for clients that cannot be beside the others."""
    return lambda name, *variables: newer_python(name, live.settings(), **dict.fromkeys(variables, live.ca))


@pytest.fixture(scope="session")
def run_node(live: Live) -> Callable[[str], Outcomes]:
    """Runs ``node/<name>.mjs``."""
    return lambda name: node(name, live.settings(), NODE_EXTRA_CA_CERTS=live.ca)
