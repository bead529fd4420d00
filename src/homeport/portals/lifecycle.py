"""A portal's life: made from a baseline, put back to it, renamed, removed, also while servers have it open.

A crash at any instant leaves the portal as it was or as it was to be. Contents are exchanged in one transaction of the
database; a portal comes and goes with the name of one file.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from homeport.core.clock import Clock
from homeport.domain.portal import copies, info, settings
from homeport.portals import built_in, saved
from homeport.portals.built_in import DemoWebhook
from homeport.portals.errors import AlreadyThereError, UnfitError
from homeport.portals.folder import DEFAULT, DataFolder, check_name
from homeport.portals.saved import check_existing
from homeport.store import Transaction, files
from homeport.store.journal import Journal


def ensure_default(folder: DataFolder, *, demo: bool, zone: str | None = None) -> tuple[DemoWebhook, ...]:
    """Make the default portal if there is none yet; its demo webhooks, if it was made with demo data.

    The other portals are brought to the newest schema here, so that trouble with one is told at the start.

    :param zone: the time zone of a new one, an IANA name; UTC unless given
    :raises UnfitError: when there is no such time zone
    :raises NewerSchemaError: when a portal is of a later version
    :raises NotAPortalError: when what is in a portal's place is none
    """
    for name in folder.names():
        folder.stores.migrate(name)
    if not folder.exists(DEFAULT):
        create(folder, DEFAULT, built_in.DEMO if demo else built_in.EMPTY, zone)
    return built_in.present_demo_webhooks(folder, DEFAULT) if demo else ()


def create(folder: DataFolder, name: str, baseline: str = built_in.EMPTY, zone: str | None = None) -> None:
    """Make a portal from a baseline.

    :param zone: its time zone, an IANA name, where the baseline comes with Homeport; UTC unless given
    :raises AlreadyThereError: when there is one of that name
    :raises NotThereError: when there is no such baseline
    :raises UnfitError: when the name is no host name, or there is no such time zone, or the baseline has its own
    """
    check_vacant(folder, name)
    if zone is not None and baseline not in built_in.NAMES:
        raise UnfitError(f"The baseline {baseline} has a time zone of its own: leave out the other.")
    source = saved.baseline(folder, baseline, built_in.UTC if zone is None else zone)
    with folder.new_file(name) as fresh:
        shutil.copyfile(source, fresh)
        with files.edited(fresh) as tx:
            copies.forget_sign_ins(tx)
            info.become_new(tx, Clock())
            protect(folder, tx)
        settle(folder, name, fresh)


def reset(folder: DataFolder, name: str, baseline: str | None = None, *, own: bool = False) -> str:
    """Put a baseline's contents in place of a portal's; the baseline's name.

    It stays the same portal: its member id is kept, its time zone where the baseline comes with Homeport, and caches of
    running servers drop.

    :param baseline: the one that the portal was made from, unless given
    :param own: whether it must be built-in, or one of this portal's
    :raises NotThereError: when there is no such portal or baseline
    :raises UnfitError: when nobody knows what the portal was made from
    """
    chosen = ""

    def source(tx: Transaction) -> Path:
        nonlocal chosen
        chosen = baseline or info.baseline_of(tx)
        if not chosen:
            raise UnfitError(f"Nobody knows what {name} was made from. Name a baseline, such as {built_in.DEMO}.")
        return saved.baseline(folder, chosen, info.time_zone_of(tx), info.member_id_of(tx) if own else None)

    _exchange(folder, name, source)
    return chosen


def restore(folder: DataFolder, name: str, snapshot: str) -> None:
    """Put a snapshot's contents in place of a portal's.

    :raises NotThereError: when there is no such portal or snapshot
    """
    path = saved.snapshot(folder, name, snapshot)
    _exchange(folder, name, lambda tx: path)


def _exchange(folder: DataFolder, name: str, source: Callable[[Transaction], Path]) -> None:
    check_existing(folder, name)
    store = folder.stores.open(name)
    try:
        with folder.new_file(name) as fresh:

            def make(tx: Transaction) -> Path:
                try:
                    identity = info.identity_of(tx)
                except LookupError:
                    raise UnfitError(f"{name} holds no portal. Remove it, and make it anew.") from None
                shutil.copyfile(source(tx), fresh)
                with files.edited(fresh) as edit:
                    info.continue_from(edit, identity)
                    protect(folder, edit)
                return fresh

            store.replace_with(make)
    finally:
        store.close()


def change_settings(folder: DataFolder, name: str, values: Mapping[str, Any]) -> None:
    """Change some of a portal's settings.

    :param values: by name; see :class:`homeport.domain.portal.settings.Settings`
    :raises NotThereError: when there is no such portal
    :raises msgspec.ValidationError: when a name is unknown or a value unfit; nothing is changed then
    """
    check_existing(folder, name)
    store = folder.stores.open(name)
    try:
        store.write_now(lambda tx: settings.change(tx, values))
    finally:
        store.close()


def rename(folder: DataFolder, old: str, new: str) -> None:
    """Give a portal another host name. Whoever calls the old one is told so, until a portal is made of that name.

    :raises AlreadyThereError: when there is a portal of the new name
    :raises NotThereError: when there is no such portal
    :raises UnfitError: when the new name is no host name, or the portal is the default one
    """
    if DEFAULT in (old, new):
        raise UnfitError(f"{DEFAULT} is no host name: that portal answers for every name that has none of its own.")
    check_existing(folder, old)
    check_vacant(folder, new)
    try:
        folder.stores.rename(old, new)
    except LookupError:  # another process was faster
        raise AlreadyThereError(f"There is a portal {new} already.") from None
    folder.changes.count()
    Journal(folder.journal_file(old)).move(folder.journal_file(new))
    saved.move_snapshots(folder, old, new)


def remove(folder: DataFolder, name: str) -> None:
    """Delete a portal with its snapshots and its request log.

    :raises NotThereError: when there is no such portal
    """
    check_existing(folder, name)
    folder.stores.remove(name)
    folder.changes.count()
    saved.remove_snapshots(folder, name)
    Journal(folder.journal_file(name)).remove()


def check_vacant(folder: DataFolder, name: str) -> None:
    """Refuse the name of a new portal that cannot have it.

    :raises AlreadyThereError: when there is one of that name
    :raises UnfitError: when the name is no host name
    """
    try:
        check_name(name)
    except ValueError as error:
        raise UnfitError(f"{error}.") from None
    if folder.exists(name):
        raise AlreadyThereError(f"There is a portal {name} already.")


def protect(folder: DataFolder, tx: Transaction) -> None:
    """Let contents that come to a folder be for strangers, if strangers reach its portals."""
    if folder.public:
        settings.change(tx, settings.PUBLIC)


def settle(folder: DataFolder, name: str, fresh: Path) -> None:
    """Make a finished file a new portal; servers see it at once. What is left of another that had the name goes.

    :raises AlreadyThereError: when another process was faster
    """
    try:
        folder.stores.add(name, fresh)
    except LookupError:
        raise AlreadyThereError(f"There is a portal {name} already.") from None
    saved.remove_snapshots(folder, name)
    Journal(folder.journal_file(name)).remove()
    folder.changes.count()
