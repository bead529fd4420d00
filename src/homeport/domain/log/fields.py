"""The fields of posts that are shown with their definitions.

Source: the example of ``log-blogpost-get.md``.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.domain.vote import polls

_NUMBER = {"SIZE": 20, "MIN_VALUE": 0, "MAX_VALUE": 0, "DEFAULT_VALUE": None}
_FILE = {
    "SIZE": 20, "LIST_WIDTH": 0, "LIST_HEIGHT": 0, "MAX_SHOW_SIZE": 0, "MAX_ALLOWED_SIZE": 0, "EXTENSIONS": [],
    "TARGET_BLANK": "Y", "DEFAULT_VIEW": None,
}  # fmt: skip
_MOMENT = {"DEFAULT_VALUE": {"TYPE": "NONE", "VALUE": ""}, "USE_SECOND": "Y", "USE_TIMEZONE": "N"}
_POLL = {"CHANNEL_ID": 1, "UNIQUE": 8, "UNIQUE_IP_DELAY": {"DELAY": "10", "DELAY_TYPE": "D"}, "NOTIFY": "I"}
_DISK = {"IBLOCK_ID": None, "SECTION_ID": None, "UF_TO_SAVE_ALLOW_EDIT": False}


class Shown(NamedTuple):
    """A field.

    :param kind: of its values, with its title and what it is stored as
    :param flags: MULTIPLE, SHOW_IN_LIST, IS_SEARCHABLE
    :param value: of a post, with its files
    :param labels: in forms, and in lists
    """

    name: str
    kind: tuple[str, str, str]
    flags: tuple[str, str, str]
    settings: dict[str, Any] | None
    value: Callable[[Ctx, dict[str, Any], list[int]], Any]
    labels: tuple[str | None, str | None] = (None, None)


def _nothing(ctx: Ctx, post: dict[str, Any], files: list[int]) -> Any:
    return None


def _files(ctx: Ctx, post: dict[str, Any], files: list[int]) -> Any:
    return files or False


def _important(ctx: Ctx, post: dict[str, Any], files: list[int]) -> Any:
    return "1" if post["IMPORTANT"] == "Y" else None


def _poll(ctx: Ctx, post: dict[str, Any], files: list[int]) -> Any:
    poll = polls.of_entity(ctx.tx, post["ID"])
    return None if poll is None else str(poll["ID"])


def _until(ctx: Ctx, post: dict[str, Any], files: list[int]) -> Any:
    return v.DATETIME.classic(post["IMPORTANT_UNTIL"], ctx.clock.zone)


FIELDS = (
    Shown("UF_BLOG_POST_DOC", ("file", "File", "file"), ("Y", "N", "Y"), _FILE, lambda ctx, post, files: False),
    Shown("UF_BLOG_POST_URL_PRV", ("url_preview", "Link preview", "int"), ("N", "N", "Y"), None, _nothing),
    Shown("UF_GRATITUDE", ("integer", "Integer", "int"), ("N", "N", "N"), _NUMBER, _nothing),
    Shown("UF_BLOG_POST_FILE", ("disk_file", "File (Drive)", "int"), ("Y", "N", "Y"), _DISK, _files),
    Shown(
        "UF_BLOG_POST_IMPRTNT", ("integer", "Integer", "int"), ("N", "Y", "N"), _NUMBER, _important,
        ("Important Message", "Important"),
    ),
    Shown(
        "UF_IMPRTANT_DATE_END", ("datetime", "Date with time", "datetime"), ("N", "N", "N"), _MOMENT, _until,
        ("Expiration Date", "Expiration"),
    ),
    Shown("UF_BLOG_POST_VOTE", ("vote", "Poll", "int"), ("N", "Y", "N"), _POLL, _poll),
    Shown("UF_MAIL_MESSAGE", ("mail_message", "Email", "int"), ("N", "N", "N"), None, _nothing),
)  # fmt: skip


def shown(ctx: Ctx, post: dict[str, Any], files: list[int]) -> dict[str, Any]:
    """The fields of a post, by their names."""
    return {each.name: _shown(ctx, place, each, post, files) for place, each in enumerate(FIELDS, 1)}


def _shown(ctx: Ctx, place: int, field: Shown, post: dict[str, Any], files: list[int]) -> dict[str, Any]:
    kind, title, stored = field.kind
    multiple, listed, searched = field.flags
    value = field.value(ctx, post, files)
    return {
        "ID": str(place),
        "ENTITY_ID": "BLOG_POST",
        "FIELD_NAME": field.name,
        "USER_TYPE_ID": kind,
        "XML_ID": field.name,
        "SORT": "100",
        "MULTIPLE": multiple,
        "MANDATORY": "N",
        "SHOW_FILTER": "N",
        "SHOW_IN_LIST": listed,
        "EDIT_IN_LIST": "Y",
        "IS_SEARCHABLE": searched,
        "SETTINGS": field.settings,
        "EDIT_FORM_LABEL": field.labels[0],
        "LIST_COLUMN_LABEL": field.labels[1],
        "LIST_FILTER_LABEL": field.labels[1],
        "ERROR_MESSAGE": None,
        "HELP_MESSAGE": None,
        "USER_TYPE": {"USER_TYPE_ID": kind, "DESCRIPTION": title, "BASE_TYPE": stored},
        "VALUE": value,
        "ENTITY_VALUE_ID": post["ID"],
        "VALUE_EXISTS": True,
        "VALUE_RAW": None if not value or isinstance(value, list) else str(value),
        "CUSTOM_DATA": [],
    }
