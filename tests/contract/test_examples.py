"""The documentation's own examples: each request is taken as it is written, each answer has the keys and types shown.

What is left over stands in ``examples_pending.txt``, each line with its reason; a line that is no longer needed fails
the test.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Api, Wire
from tests.contract import messenger
from tests.contract.examples import METHODS, caller_of, fitted
from tests.contract.shown import DETAILS

OF_THE_PORTAL = re.compile(
    r"UF_|ufCrm|property\d+$|PROPERTY_\d+$|field\d+$|upload\d+$|PARENT_ID_\d{3,}$|parentId\d{3,}$|rest_\d+_|ru$|[UGD]\d+$|(reg|sip)\d+$"
)
"""What the documentation's portal has of its own: fields, properties, types of fields, smart processes, a language,
codes of access, lines."""


SENDING = (".download", "userfield.file.get")
"""What the names of methods end with that send a file, as it is."""


def pending() -> dict[str, str]:
    """The lines of ``examples_pending.txt``, each with its reason."""
    lines = (Path(__file__).parent / "examples_pending.txt").read_text().splitlines()
    split = (line.partition(" # ") for line in lines if line and not line.startswith("#"))
    return {difference.strip(): reason.strip() for difference, _, reason in split}


@pytest.fixture
def caller(wire: Wire) -> Api:
    return caller_of(wire)


def differences(shown: Any, ours: Any, path: str) -> Iterator[str]:
    """What an example answer has that ours lacks, or has in another type."""
    if shown is None or ours is None or (not shown and not ours and isinstance(shown, list | dict)):
        return
    if _kind(shown) != _kind(ours):
        yield f"{path} is {_kind(ours)}, shown as {_kind(shown)}"
    elif isinstance(shown, dict) and shown and all(map(str.isdecimal, (*shown, *ours))):
        yield from differences(list(shown.values()), list(ours.values()), path)  # by the ids of something
    elif isinstance(shown, dict):
        for key, value in shown.items():
            if OF_THE_PORTAL.match(key):
                continue
            if key not in ours:
                yield f"{path}.{key} is missing"
            else:
                yield from differences(value, ours[key], f"{path}.{key}")
    elif isinstance(shown, list) and shown:
        if ours:
            yield from differences(shown[0], ours[0], f"{path}[]")
        else:
            yield f"{path} is empty"


def without(value: dict[str, Any], name: str) -> dict[str, Any]:
    """An object less one of its members."""
    return {key: each for key, each in value.items() if key != name}


def _kind(value: Any) -> str:
    for kind, name in ((bool, "boolean"), (int | float, "number"), (str, "string"), (dict, "object"), (list, "list")):
        if isinstance(value, kind):
            return name
    return "null"


def found_for(caller: Api, name: str) -> list[str]:
    """All that is different about one method's example."""
    answer = caller.send(name, **fitted(caller, name))
    if name.endswith(SENDING) and not messenger.is_about(name):
        return [] if answer.status == 302 else [f"{name} sends nothing"]
    if answer.status != 200:
        return [f"{name} refused with {answer.status} {answer.error[1]}: {answer.error[2]}"]
    shown = DETAILS[name]["response_example"]
    if not isinstance(shown, dict):
        return []
    wanted = {key: value for key, value in shown.items() if key not in ("total", "next")}
    if "result" not in wanted:  # some pages leave the envelope out
        wanted = {"time": wanted.pop("time", None), "result": wanted}
    if isinstance(wanted.get("time"), dict) and all(isinstance(each, str) for each in wanted["time"].values()):
        del wanted["time"]  # printed by PHP, which shows numbers as texts
    if "time" not in wanted and isinstance(wanted["result"], dict) and "time" in wanted["result"]:
        wanted = {"time": wanted["result"]["time"], "result": without(wanted["result"], "time")}  # a misplaced brace
    return [f"{name} {line}" for line in differences(wanted, answer.json, "$")]


@pytest.mark.parametrize("name", METHODS)
def test_a_documented_example_is_answered_in_the_shape_shown(caller: Api, name: str) -> None:
    expected = [line for line in pending() if line.startswith(f"{name} ")]
    assert sorted(found_for(caller, name)) == sorted(expected)


def test_every_exception_has_a_reason_and_a_method() -> None:
    for line, reason in pending().items():
        assert reason, f"no reason for: {line}"
        assert line.partition(" ")[0] in METHODS, f"no such method: {line}"
