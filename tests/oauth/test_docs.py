"""Client ids in the documentation are such as client libraries accept: ``local.``, hexadecimal digits, digits."""

import re
from pathlib import Path

from homeport.cli.app_access import token
from tests.oauth.conftest import Client

ROOT = Path(__file__).parents[2]
FORM = re.compile(r"local\.[0-9a-f]{14}\.[0-9]{8}")
SHOWN = re.compile(r"(?:client_id[\":= ]+|app token )(local\.[^\s\"&'|]*)")


def test_they_have_the_form_of_those_that_are_made(client: Client) -> None:
    assert FORM.fullmatch(client.keys.client_id)
    pages = [*sorted((ROOT / "docs").glob("*")), ROOT / "README.md"]
    texts = [path.read_text() for path in pages if path.is_file()] + [token.help or ""]
    shown = [found for text in texts for found in SHOWN.findall(text)]
    assert len(shown) >= 4
    assert [each for each in shown if not FORM.fullmatch(each)] == []
