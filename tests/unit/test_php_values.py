"""Values as PHP's ``serialize`` writes them."""

import shutil
import subprocess

import pytest

from homeport.domain.bizproc import php
from tests.bpt import serialized

VALUE = {"a": [1, -2, 2.5, True, None], "é": {"x": "", "10": "ü"}, "empty": {}}


def test_plain_values_are_read() -> None:
    assert php.lists(php.read(serialized(VALUE))) == {**VALUE, "empty": []}


def test_what_php_writes_is_read() -> None:
    code = "echo serialize(['a' => [1, -2, 2.5, true, null], 'é' => ['x' => '', '10' => 'ü'], 'empty' => []]);"
    php_program = shutil.which("php")
    assert php_program is not None
    written = subprocess.run([php_program, "-r", code], check=True, capture_output=True).stdout
    assert php.lists(php.read(written)) == {**VALUE, "empty": []}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"N",
        b"i:x;",
        b"i:" + b"9" * 5000 + b";",
        b's:3:"ab";',
        b's:2:"ab"',
        b's:1:"\xff";',
        b"s:99999999999:",
        b"a:1:{N;N;}",
        b"a:1:{b:1;N;}",
        b"a:2:{i:0;N;}",
        b"a:1:{i:0;N;",
        b'O:8:"stdClass":0:{}',
        b"a:1:{i:0;R:1;}",
        b"N;N;",
        b"a:1:{i:0;" * 61 + b"N;" + b"}" * 61,
        b"a:50001:{" + b"".join(b"i:%d;N;" % number for number in range(50_001)) + b"}",
    ],
)
def test_everything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        php.read(data)
