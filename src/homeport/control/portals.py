"""Portals: made from baselines, reset, saved, moved, removed."""

import tempfile
from pathlib import Path
from typing import Annotated

import msgspec
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from homeport.control.endpoint import DONE, Done, Plane, endpoint
from homeport.domain.portal import info
from homeport.portals import lifecycle, saved, transfer
from homeport.portals.built_in import EMPTY
from homeport.server.addresses import Addresses
from homeport.store.journal import Journal

Name = Annotated[str, msgspec.Meta(max_length=200, description="A host name, such as shop.example.test, or `default`")]
SavedName = Annotated[str, msgspec.Meta(max_length=64, description="Small letters, digits, dots, dashes")]


class PortalFacts(msgspec.Struct, frozen=True):
    """A portal.

    :param baseline: what its contents were made from
    :param bytes: the size of its database
    """

    name: str
    http: str
    https: str
    member_id: str
    baseline: str
    bytes: int


class NewPortal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A portal to be made.

    :param time_zone: an IANA name, where the baseline comes with Homeport; UTC unless given
    """

    name: Name
    baseline: SavedName = EMPTY
    time_zone: Annotated[str, msgspec.Meta(max_length=64)] | None = None


class ResetTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to put in place.

    :param baseline: the one that the portal was made from, unless given
    :param clear_requests: whether to empty the request log too
    """

    baseline: SavedName | None = None
    clear_requests: bool = False


class Restore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A snapshot to go back to."""

    snapshot: SavedName


class Rename(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new host name."""

    name: Name


class Save(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A snapshot, or a baseline, to be saved.

    :param replace: whether it may take the place of one that has the name
    """

    name: SavedName
    replace: bool = False


class SavedFacts(msgspec.Struct, frozen=True):
    """A snapshot or a baseline.

    :param saved: when, as ISO 8601; empty for baselines that come with Homeport
    """

    name: str
    bytes: int
    saved: str


@endpoint("GET", "/portals")
def listed(plane: Plane) -> list[PortalFacts]:
    """List the portals."""
    return [_facts(plane, name) for name in plane.folder.names()]


@endpoint("POST", "/portals", status=201)
def create(plane: Plane, body: NewPortal) -> PortalFacts:
    """Make a portal from a baseline. Every worker answers for it at once."""
    lifecycle.create(plane.folder, body.name, body.baseline, body.time_zone)
    return _facts(plane, body.name)


@endpoint("GET", "/portals/{name}")
def one(plane: Plane, name: str) -> PortalFacts:
    """Describe a portal."""
    return _facts(plane, name)


@endpoint("DELETE", "/portals/{name}")
def remove(plane: Plane, name: str) -> Done:
    """Remove a portal with its snapshots and its request log."""
    lifecycle.remove(plane.folder, name)
    return DONE


@endpoint("POST", "/portals/{name}/reset")
def reset(plane: Plane, name: str, body: ResetTo) -> PortalFacts:
    """Put a baseline's contents in place of a portal's: records, people, webhooks, settings, clock, faults."""
    lifecycle.reset(plane.folder, name, body.baseline)
    if body.clear_requests:
        Journal(plane.folder.journal_file(name)).clear()
    return _facts(plane, name)


@endpoint("GET", "/portals/{name}/snapshots")
def snapshots(plane: Plane, name: str) -> list[SavedFacts]:
    """List the snapshots of a portal."""
    saved.check_existing(plane.folder, name)
    return [SavedFacts(*each) for each in saved.snapshots(plane.folder, name)]


@endpoint("POST", "/portals/{name}/snapshots", status=201)
def snapshot(plane: Plane, name: str, body: Save) -> Done:
    """Save a portal as it is now."""
    saved.save_snapshot(plane.folder, name, body.name, replace=body.replace)
    return DONE


@endpoint("DELETE", "/portals/{name}/snapshots/{snapshot}")
def remove_snapshot(plane: Plane, name: str, snapshot: str) -> Done:
    """Delete a snapshot."""
    saved.remove_snapshot(plane.folder, name, snapshot)
    return DONE


@endpoint("POST", "/portals/{name}/restore")
def restore(plane: Plane, name: str, body: Restore) -> PortalFacts:
    """Put a snapshot's contents in place of a portal's."""
    lifecycle.restore(plane.folder, name, body.snapshot)
    return _facts(plane, name)


@endpoint("POST", "/portals/{name}/rename")
def rename(plane: Plane, name: str, body: Rename) -> PortalFacts:
    """Give a portal another host name. Calls to the old one are answered 302."""
    lifecycle.rename(plane.folder, name, body.name)
    return _facts(plane, body.name)


@endpoint("GET", "/portals/{name}/export", content="application/vnd.sqlite3")
def export(plane: Plane, name: str) -> FileResponse:
    """Download a portal as one file."""
    saved.check_existing(plane.folder, name)
    path = Path(tempfile.mkdtemp(prefix="homeport-")) / "portal.db"
    try:
        transfer.export(plane.folder, name, path)
    except BaseException:
        _forget(path)
        raise
    return FileResponse(
        path, media_type="application/vnd.sqlite3", filename=f"{name}.db", background=BackgroundTask(_forget, path)
    )


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()


@endpoint("POST", "/portals/{name}/import", status=201)
def import_(plane: Plane, name: str, upload: Path) -> PortalFacts:
    """Make a portal of an exported file, sent as the body."""
    transfer.import_(plane.folder, name, upload, called="What was sent")
    return _facts(plane, name)


def _facts(plane: Plane, name: str) -> PortalFacts:
    saved.check_existing(plane.folder, name)
    with plane.folder.stores.reading(name) as tx:
        member_id, baseline = info.member_id_of(tx), info.baseline_of(tx)
    addresses = Addresses.read(plane.folder).of_portal(name)
    return PortalFacts(
        name, addresses.http, addresses.https, member_id, baseline, plane.folder.stores.stored(name).bytes
    )
