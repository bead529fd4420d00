"""Texts with BBCode as HTML."""

import html
import re

_PAIRS = re.compile(r"\[(b|i|u|s)\](.*?)\[/\1\]", re.IGNORECASE | re.DOTALL)
_SIGNS = re.compile(r"\[/?[a-z*]+(?:=[^\]]*)?\]", re.IGNORECASE)
_LINKS = re.compile(r"\[url=(https?://[^\]\s\"]+)\](.*?)\[/url\]", re.IGNORECASE | re.DOTALL)


def as_html(text: str) -> str:
    """A text's markup as HTML; whatever else could be a tag is written out."""
    escaped = html.escape(text, quote=False)
    paired = _PAIRS.sub(lambda found: f"<{found[1].lower()}>{found[2]}</{found[1].lower()}>", escaped)
    linked = _LINKS.sub(lambda found: f'<a href="{found[1]}">{found[2]}</a>', paired)
    return linked.replace("\n", "<br>")


def as_plain(text: str) -> str:
    """A text without its markup."""
    return _SIGNS.sub("", text)
