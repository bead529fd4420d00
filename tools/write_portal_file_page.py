"""Writes the reference of docs/portal-file.md: every table that a file may have, with its keys, from the schema."""

import sys
from collections.abc import Iterator
from pathlib import Path

from homeport.domain.declared import schema
from homeport.domain.declared.keys import Keys
from homeport.domain.declared.record_kinds import ITEMS

PAGE = Path(__file__).parents[1] / "docs" / "portal-file.md"
BEGIN, END = "<!-- written by tools/write_portal_file_page.py -->", "<!-- end -->"


def reference() -> str:
    """The reference, as the page has it."""
    return "\n".join(_lines())


def page(text: str) -> str:
    """The page with the reference put in place."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{reference()}\n{END}{after}"


def _lines() -> Iterator[str]:
    for kind, keys in schema.FIXED.items():
        yield from ("", f"### `[{kind}.<name>]`", "", "| key | value | |", "|---|---|---|")
        yield from _rows(keys)
    for kind in schema.OF_RECORDS:
        header = f"{kind}.<name of the type>.<name>" if kind == ITEMS else f"{kind}.<name>"
        yield from ("", f"### `[{header}]`", "", "| key | value | |", "|---|---|---|")
        yield from _rows(schema.records(kind), capital=True)
    yield ""


def _rows(keys: Keys, *, capital: bool = False) -> Iterator[str]:
    for name, key in keys.items():
        shown = key.column if capital else name
        about = key.about.replace("|", "\\|")
        yield f"| `{shown}`{' (required)' if key.required else ''} | {key.kind.about} | {about} |"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text()))
    sys.stdout.write(f"Wrote {PAGE}.\n")
