"""Files as clients send them within a call: in base64, in each of the documented spellings.

Sources: ``api-reference/files/how-to-upload-files.md``, ``how-to-update-files.md``.
"""

import binascii
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from homeport.core.values import FieldType, is_empty, read_flag, read_integer, same
from homeport.store.blobs import Blobs, Draft

MAX_NAME = 255
"""Letters of a file's name."""

LONG = 32 * 1024
"""Letters from which content is read before the call that has it runs."""

_LIKE_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{64}")
_AHEAD: dict[int, tuple[str, bytes]] = {}
"""Contents of calls that are under way, by the identities of the texts that they were read of."""
_DRAFTS: dict[int, Draft] = {}
"""What was written of them, by the identities of the contents."""
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of letters, and lets ``exe.jpg`` be read of a name that ends in ``gpj.exe``."""


class Upload(NamedTuple):
    """A file that a client sent.

    :param name: empty where it came without one
    """

    name: str
    content: bytes


class Change(NamedTuple):
    """What a client wants of a field of files.

    :param upload: a new file
    :param id: of a file that is there already, which stays
    :param removes: whether that one goes
    """

    upload: Upload | None = None
    id: int = 0
    removes: bool = False


def read_name(given: Any) -> str:
    """A name of a file or a folder.

    :raises ValueError: when there may be no such name: it leads elsewhere, misleads whoever reads it, or is too long
    """
    if not isinstance(given, str | int) or isinstance(given, bool):
        raise ValueError("not a name")
    name = str(given).strip()
    if not name.strip(". ") or len(name) > MAX_NAME or name != name.rstrip("."):
        raise ValueError("no name, or too long a one")
    if any(letter in "/\\" or letter in _TURNS or unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise ValueError("letters that no name has")
    return name


def read_content(given: Any) -> bytes:
    """Content in base64.

    :raises ValueError: when it is none, or empty
    """
    if not isinstance(given, str):
        raise ValueError("not base64")
    ahead = _AHEAD.get(id(given))
    if ahead is not None:
        return ahead[1]
    text = "".join(given.split())
    if not text or not text.isascii():
        raise ValueError("not base64")
    return binascii.a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True)


def read_ahead(given: Any, blobs: Blobs | None) -> list[int]:
    """Read and write the long contents of a call before it runs, for :func:`read_content` and :func:`draft_of` to find
    them: these are called where only one writer writes at a time, and what takes long must not hold that one.

    :param given: all that the call came with
    :param blobs: where contents are written; None: nowhere
    :return: what :func:`forget_ahead` needs when the call is over
    """
    found: list[int] = []
    waiting = [given]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str) and len(each) >= LONG and _LIKE_BASE64.match(each):
            try:
                content = read_content(each)
            except ValueError:  # another long text, or to be refused by whoever wants content of it
                continue
            _AHEAD[id(each)] = each, content
            found.append(id(each))
            draft = None if blobs is None else blobs.settled(content)
            if draft is not None:
                _DRAFTS[id(content)] = draft
    return found


def draft_of(content: bytes) -> Draft | None:
    """What was written of a content before the call; whoever asks keeps it, and it is told once."""
    return _DRAFTS.pop(id(content), None)


def forget_ahead(found: list[int]) -> None:
    """Let go of contents that were read before a call."""
    for number in found:
        ahead = _AHEAD.pop(number, None)
        draft = None if ahead is None else draft_of(ahead[1])
        if draft is not None:
            draft.discard()


def read_upload(given: Any) -> Upload:
    """One file: ``[name, base64]``, ``{"fileData": …}``, ``{"fileContent": …}``, or the base64 alone.

    :raises ValueError: when it is none of these, or misspelled
    """
    if isinstance(given, dict):
        named = {str(name).lower(): value for name, value in given.items()}
        for key in ("filedata", "filecontent", "value"):
            if key in named:
                return read_upload(named[key])
        if set(named) != {"0", "1"}:
            raise ValueError("no file")
        given = [named["0"], named["1"]]
    if isinstance(given, list):
        if len(given) != 2:
            raise ValueError("not a name and content")
        return Upload(read_name(given[0]), read_content(given[1]))
    return Upload("", read_content(given))


def read_change(given: Any) -> Change:
    """What is wanted of a field with one file: a new one, or that the one with an ``id`` stays or goes.

    :raises ValueError: when it is no file
    """
    if isinstance(given, dict):
        named = {str(name).lower(): value for name, value in given.items()}
        removes = any(read_flag(named.get(key), None) == "Y" for key in ("remove", "del"))  # type: ignore[arg-type]
        if removes or ("id" in named and "filedata" not in named):
            return Change(id=_id(named.get("id", 0)), removes=removes)
    if isinstance(given, int) or (isinstance(given, str) and given.isdecimal() and len(given) <= 18):
        return Change(id=_id(given))
    return Change(read_upload(given))


def read_changes(given: Any) -> Iterator[Change]:
    """What is wanted of a field with several files, one after the other; one file by itself is a list of one.

    :raises ValueError: when one of them is no file
    """
    if isinstance(given, list | dict) and not _is_one(given):
        for each in given.values() if isinstance(given, dict) else given:
            if each not in ("", None, []):
                yield read_change(each)
    elif given not in ("", None, []):
        yield read_change(given)


def read_new(given: Any) -> list[Upload]:
    """The files that come with something new.

    :raises ValueError: when one of them is no file, or names one that is there already
    """
    found = [change.upload for change in read_changes(given)]
    if None in found:
        raise ValueError("no file that is sent")
    return [upload for upload in found if upload is not None]


def _read_field(given: Any, zone: ZoneInfo) -> Change | None:
    return None if is_empty(given) else read_change(given)


FILE = FieldType("file", "integer", _read_field, same, same, read_integer)
"""A field with a file: its number is stored. What is read of it a collection's ``files`` make a number of."""


def _is_one(given: list[Any] | dict[str, Any]) -> bool:
    """Whether a list or an object is one file, and not several."""
    if isinstance(given, dict):
        if not all(str(name).isdecimal() for name in given):
            return True
        given = list(given.values())
    return len(given) == 2 and all(isinstance(each, str) and not each.isdecimal() for each in given)


def _id(given: Any) -> int:
    try:
        number = int(given)
    except (TypeError, OverflowError):
        raise ValueError("no number") from None
    if not 0 <= number < 2**63:
        raise ValueError("no id")
    return number
