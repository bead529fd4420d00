"""Secrets in texts, however they are written: in queries, in JSON, in URLs and headers, encoded once or again.

What looks like a secret by the name beside it is replaced. Where that takes decoding, the text is kept as it reads when
decoded: nobody sends it on.
"""

import re
from functools import lru_cache
from urllib.parse import unquote_plus

MASK = "***"

_NAMES = frozenset(
    {
        "auth", "authid", "authorization", "checkword", "code", "cookie", "filecontent", "filedata", "pass", "passwd",
        "pwd", "refreshid", "sessid",
    }
)  # fmt: skip
_ENDINGS = ("accesskey", "apikey", "password", "privatekey", "secret", "secretkey", "token")
_HINT = re.compile(
    r"%|\\u|\\/|://|/rest/|auth|basic|bearer|checkword|code|cookie|file_?(?:content|data)|key|pass|pwd|refresh|secret|sessid|token",
    re.IGNORECASE,
)
"""Is in every text with a secret that a name or a place tells, or with something encoded: most texts have none."""

MAX_LAYERS = 4
"""How often a text is decoded: each command of a nested batch is encoded once more. What is encoded still is masked."""

_BRACKETS = re.compile(r"[\[\]]+")
_UNICODE = re.compile(r"\\+u00([0-7][0-9a-fA-F])")
_NAME = re.compile(r"""([^\s?&;=#"'<>{}]{1,300})=""")
_VALUE = re.compile(r"""(?:(?!\\*")[^\s&;#<>'])+|(\\*["'])[^\s,"']{4,}\1""")
_COMMAND = re.compile(r"[\w.]+\?")
_IN_COMMAND = re.compile(r"[^&]+")
"""In a command of a batch a value ends at ``&`` only, whatever clients leave as it is that they should encode."""
# JSON where no JSON belongs: sent as a form, it becomes the name of a parameter, with _ for blanks
_JSON = re.compile(
    r'(\\*)"((?:(?!\\*").){1,300})\1"([\s_]*:[\s_]*)(?:\1"(.*?)(?:(?<!\\)\1"|$)|([^\s",{}\[\]\\]+))', re.DOTALL
)
_USER = re.compile(r"(://)[^/\s?#@\"]+(@|…$)")  # of a text that was cut, the last might have been one
_HEADER = re.compile(
    r"(?i)\b(?:((?:authorization|cookie)\s*:\s*(?:bearer\s|basic\s)?\s*)[^\s\"',;]+|((?:bearer|basic)\s+)[\w.~+/=-]{12,})"
)
_PUBLIC = re.compile(r"(://[^/\s\"]+/~)[\w-]+")
"""The word of a public link is as good as a password."""
_WEBHOOK = re.compile(r"(/rest/(?:api/)?\d+/)[^/\s?&\"]+")


@lru_cache(4096)
def is_secret(name: str) -> bool:
    """Whether a parameter of this name holds a secret, as ``auth``, ``fields[new_password]`` and ``a%75th`` do."""
    plain = _plain(name)
    if unquote_plus(plain) != plain:
        return True
    for part in _BRACKETS.split(plain):
        word = part.strip().lower().replace("_", "").replace("-", "")
        if word in _NAMES or word.endswith(_ENDINGS):
            return True
    return False


def without_secrets(text: str, layers: int = MAX_LAYERS) -> str:
    """A text whose secrets are masked."""
    if text.isalnum() or _HINT.search(text) is None:  # what every call pays
        return text
    hidden = text
    if "=" in hidden:
        hidden = _without_pairs(hidden)
    if '"' in hidden:
        hidden = _JSON.sub(_json, hidden)
    hidden = _HEADER.sub(_header, hidden)
    if "://" in hidden:
        hidden = _USER.sub(rf"\1{MASK}\2", hidden)
        hidden = _PUBLIC.sub(rf"\1{MASK}", hidden)
    if "/rest/" in hidden:
        hidden = _WEBHOOK.sub(rf"\1{MASK}", hidden)
    if "%" in hidden or "\\/" in hidden:
        plain = unquote_plus(hidden.replace("\\/", "/"))
        if plain == hidden:
            return hidden
        masked = without_secrets(plain, layers - 1) if layers else MASK
        if masked != plain:
            return masked
    return hidden


def _without_pairs(text: str) -> str:
    of_value = _IN_COMMAND if _COMMAND.match(text) else _VALUE
    kept, end = [], 0
    while (name := _NAME.search(text, end)) is not None:
        kept.append(text[end : name.end()])
        end = name.end()
        if is_secret(name[1]) and (value := of_value.match(text, end)) is not None:
            kept.append(MASK)
            end = value.end()
    return "".join((*kept, text[end:]))


def _header(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]}{MASK}"


def _json(found: re.Match[str]) -> str:
    quote = f'{found[1]}"'
    named = f"{quote}{found[2]}{quote}{found[3]}"
    if is_secret(found[2]):
        return f"{named}{quote}{MASK}{quote}"
    return found[0] if found[4] is None else f"{named}{quote}{_JSON.sub(_json, found[4])}{quote}"


def _plain(name: str) -> str:
    for _ in range(MAX_LAYERS):
        plain = unquote_plus(name)
        if plain == name:
            break
        name = plain
    return _UNICODE.sub(lambda found: chr(int(found[1], 16)), name)
