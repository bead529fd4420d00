"""A portal declared in a file."""

from pathlib import Path

import msgspec

from homeport.control.endpoint import Chosen, Refusal, endpoint
from homeport.domain.declared import applying

MAX_FILE = 4 * 1024 * 1024
"""Bytes of a file that declares a portal."""


class How(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to do with the file.

    :param check: only say what would change
    """

    check: bool = False


class Changed(msgspec.Struct, frozen=True):
    """What was added, or changed, by its name in the file; of what was changed also which keys.

    :param done: ``added`` or ``changed``; ``noted`` for what is odd in the file and was done all the same
    :param name: what is noted, with its place
    """

    done: str
    name: str
    keys: list[str]


@endpoint("POST", "/apply")
def apply(chosen: Chosen, query: How, upload: Path) -> list[Changed]:
    """Make a portal be as a file declares it, sent as the body: all of it, or with a problem nothing."""
    if upload.stat().st_size > MAX_FILE:
        raise Refusal(413, "too_large", f"The file is larger than {MAX_FILE} bytes.")
    portal = chosen.portal
    outcome = applying.apply(portal.store, portal.key, upload.read_bytes(), check=query.check)
    changes = [Changed(each.done, each.name, list(each.keys)) for each in outcome.changes]
    return [*changes, *(Changed("noted", note, []) for note in outcome.notes)]
