"""The page of the file says what the schema says."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_reference_lists_every_key_of_the_schema() -> None:
    page = (ROOT / "docs" / "portal-file.md").read_text()
    written = runpy.run_path(str(ROOT / "tools" / "write_portal_file_page.py"))["page"](page)
    assert page == written, "write it anew with: make docs"
