"""Arguments of ``placement.*`` and ``event.*``, read one by one with the errors that those pages share.

Sources: ``api-reference/widgets/placement-bind.md``, ``api-reference/events/test-handler.md``.
"""

from typing import Any

from homeport.core.errors import ErrorKind
from homeport.domain.portal.apps import handler_urls

MAX_TEXT = 255

ARGUMENT_EMPTY = ErrorKind("ERROR_ARGUMENT", "Argument '{name}' is null or empty")
ARGUMENT_TYPE = ErrorKind("ERROR_ARGUMENT", "The value of an argument '{name}' must be of type {type}")
UNSUPPORTED_PROTOCOL = ErrorKind("ERROR_UNSUPPORTED_PROTOCOL", "Unsupported event handler protocol")
WRONG_HANDLER_URL = ErrorKind("ERROR_WRONG_HANDLER_URL", "The handler's URL {reason}")


def text(name: str, value: Any) -> str:
    """A text that must be there.

    :raises CallError: :data:`ARGUMENT_EMPTY`, :data:`ARGUMENT_TYPE`
    """
    if value in (None, "", [], {}):
        raise ARGUMENT_EMPTY(name=name)
    if not isinstance(value, str):
        raise ARGUMENT_TYPE(name=name, type="string")
    return value


def number(name: str, value: Any) -> int:
    """A whole number.

    :raises CallError: :data:`ARGUMENT_TYPE`
    """
    shown = str(value)
    if isinstance(value, bool) or not (shown.isascii() and shown.isdigit() and len(shown) <= 18):
        raise ARGUMENT_TYPE(name=name, type="integer")
    return int(shown)


def check_url(url: str, *, public: bool) -> None:
    """Refuse an address that no handler may have.

    :raises CallError: :data:`UNSUPPORTED_PROTOCOL`, :data:`WRONG_HANDLER_URL`
    """
    try:
        handler_urls.check(url, public=public)
    except handler_urls.SchemeError:
        raise UNSUPPORTED_PROTOCOL() from None
    except handler_urls.HandlerUrlError as error:
        raise WRONG_HANDLER_URL(reason=error) from None
