"""Requests that Schemathesis makes up from the OpenAPI documents that a server serves: the answers are as they say."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.schemas import BaseSchema

from homeport import methods
from homeport.control import ROOT
from homeport.control.application import ENDPOINTS
from homeport.domain.portal.credentials.admin import admin_token
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.testing.portal import LocalPortal
from homeport.testing.server import LocalServer
from tests.conftest import Folders
from tests.property.profile import examples

REQUESTS = 10
"""Of each operation, well-formed ones, and as many that are not."""
SECONDS = 60
ENDLESS = "requests_follow"
"""It answers for as long as its caller listens."""
KNOWN = {"name": "default", "snapshot": "kept", "code": "support", "member": "U3"}
"""What names in paths are half of the time, and 1 where they are numbers, so that something is there."""
IMPATIENT = {"events_wait": {"seconds": 0.01}}
"""What ends soon the operations that wait for what will not come."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


class Served:
    """A server of a data folder, and its portal as it is put back for each test."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        ensure_default(folder, demo=True)
        self.server = LocalServer(folder)
        self.http = self.server.addresses.http
        self.headers = {"Authorization": f"Bearer {admin_token(folder.key())}"}

    @contextmanager
    def portal(self) -> Iterator[LocalPortal]:
        """The demo portal, whatever an earlier test has done to it."""
        ensure_default(self.folder, demo=True)
        portal = LocalPortal(self.folder, self.server.addresses)
        try:
            portal.reset("demo")
            yield portal
        finally:
            portal.close()


@pytest.fixture(scope="module")
def served(folders: Folders, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = folders.bare(tmp_path_factory.mktemp("schemas") / "data")
    folder.throw_away()
    served = Served(folder)
    with served.server:
        yield served
    folders.forget(folder)


@pytest.fixture
def portal(served: Served) -> Iterator[LocalPortal]:
    with served.portal() as portal:
        yield portal


@pytest.fixture(scope="module")
def control(served: Served) -> BaseSchema:
    """The control plane's document, as it is served."""
    return schemathesis.openapi.from_url(f"{served.http}{ROOT}/openapi.json", headers=served.headers)


def conform(schema: BaseSchema, operation_id: str, base: str, headers: dict[str, str], mode: GenerationMode) -> None:
    """Send requests of one operation, and look at the answers."""
    operation = schema.find_operation_by_id(operation_id)

    @examples(REQUESTS)
    @given(data=st.data())
    def send(data: Any) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if mode is GenerationMode.POSITIVE and case.path_parameters and data.draw(st.booleans()):
            case.path_parameters = {name: KNOWN.get(name, 1) for name in case.path_parameters}
        if operation_id in IMPATIENT:
            soon = IMPATIENT[operation_id]
            case.query = {**case.query, **soon} if mode is GenerationMode.POSITIVE else {**soon, **case.query}
        case.call_and_validate(base_url=base, headers=headers, checks=CHECKS, timeout=SECONDS)

    send()


def ways(operations: Iterable[tuple[str, bool]]) -> pytest.MarkDecorator:
    """Each operation with requests that are well-formed, and with others where it takes anything."""
    found = [(name, mode) for name, takes in operations for mode in GenerationMode if takes or mode.is_positive]
    return pytest.mark.parametrize(("operation", "mode"), found, ids=[f"{name} {mode.value}" for name, mode in found])


@ways((each.name, each.path != "/health") for each in ENDPOINTS if each.name != ENDLESS)
@pytest.mark.usefixtures("portal")
def test_the_control_plane_answers_as_its_document_says(
    served: Served, control: BaseSchema, operation: str, mode: GenerationMode
) -> None:
    conform(control, operation, served.http, served.headers, mode)


@ways((each.name, each.name == "batch") for each in methods.load().v3.listed())
def test_rest_3_answers_as_its_document_says(portal: LocalPortal, operation: str, mode: GenerationMode) -> None:
    hook = portal.webhook(user=1, scope="crm,user,department,tasks,humanresources,main,note,timeman")
    base = hook.url.replace("/rest/", "/rest/api/").rstrip("/")
    conform(schemathesis.openapi.from_url(f"{base}/documentation"), operation, base, {}, mode)
