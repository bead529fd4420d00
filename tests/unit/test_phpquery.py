"""Form data as PHP reads it. The table was filled by PHP 8.2's own ``parse_str``."""

import json
import random
import shutil
import subprocess
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeport.core import phpquery

AS_PHP: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}),
    ("a", {"a": ""}),
    ("a=", {"a": ""}),
    ("=b", {}),
    ("a=1", {"a": "1"}),
    ("a=1&a=2", {"a": "2"}),
    ("a=1&&b=2&", {"a": "1", "b": "2"}),
    ("&", {}),
    ("a=b=c", {"a": "b=c"}),
    ("a+b=c+d", {"a_b": "c d"}),
    ("a%20b=c%20d", {"a_b": "c d"}),
    ("a.b=1", {"a_b": "1"}),
    ("a b.c d=1", {"a_b_c_d": "1"}),
    (" a=1", {"a": "1"}),
    ("%20%20a=1", {"a": "1"}),
    ("a[]=1", {"a": ["1"]}),
    ("a[]=1&a[]=2", {"a": ["1", "2"]}),
    ("a[0]=x&a[1]=y", {"a": ["x", "y"]}),
    ("a[1]=y&a[0]=x", {"a": {"1": "y", "0": "x"}}),
    ("a[1]=x&a[2]=y", {"a": {"1": "x", "2": "y"}}),
    ("a[0]=x&a[2]=y", {"a": {"0": "x", "2": "y"}}),
    ("a[5]=x&a[]=y", {"a": {"5": "x", "6": "y"}}),
    ("a[-5]=x&a[]=y", {"a": {"-5": "x", "-4": "y"}}),
    ("a[x]=1&a[]=2&a[y]=3", {"a": {"x": "1", "0": "2", "y": "3"}}),
    ("a[x]=1", {"a": {"x": "1"}}),
    ("a[x][y]=1", {"a": {"x": {"y": "1"}}}),
    ("a[b][0]=x", {"a": {"b": ["x"]}}),
    ("a[b][]=x&a[b][]=y", {"a": {"b": ["x", "y"]}}),
    ("a[][b]=1&a[][b]=2", {"a": [{"b": "1"}, {"b": "2"}]}),
    ("a[][b]=1&a[][c]=2", {"a": [{"b": "1"}, {"c": "2"}]}),
    ("a[][]=1&a[][]=2", {"a": [["1"], ["2"]]}),
    ("a[x]=1&a[x][y]=2", {"a": {"x": {"y": "2"}}}),
    ("a[x][y]=1&a[x]=2", {"a": {"x": "2"}}),
    ("a=1&a[x]=2", {"a": {"x": "2"}}),
    ("a[x]=1&a=2", {"a": "2"}),
    ("a[]=1&a=2", {"a": "2"}),
    ("a=1&a[]=2", {"a": ["2"]}),
    ("a%5Bx%5D=1", {"a": {"x": "1"}}),
    ("a%5B%5D=1&a%5B%5D=2", {"a": ["1", "2"]}),
    ("filter[%3EID]=1", {"filter": {">ID": "1"}}),
    ("filter%5B%3EID%5D=1&filter%5B%40ID%5D%5B0%5D=1", {"filter": {">ID": "1", "@ID": ["1"]}}),
    ("select%5B1%5D=UF_%2A", {"select": {"1": "UF_*"}}),
    ("TITLE=a+b%26c", {"TITLE": "a b&c"}),
    ("a[x.y]=1", {"a": {"x.y": "1"}}),
    ("a[x y]=1", {"a": {"x y": "1"}}),
    ("a[ x]=1", {"a": {" x": "1"}}),
    ("a[x ]=1", {"a": {"x ": "1"}}),
    ("a[ ]=1", {"a": ["1"]}),
    ("a[  ]=1", {"a": {"  ": "1"}}),
    ("a[%20]=1", {"a": ["1"]}),
    ("a['x']=1", {"a": {"'x'": "1"}}),
    ('a["x"]=1', {"a": {'"x"': "1"}}),
    ("a[x=1", {"a_x": "1"}),
    ("a[x[y=1", {"a_x_y": "1"}),
    ("a[[x]=1", {"a": {"[x": "1"}}),
    ("a[x]]=1", {"a": {"x": "1"}}),
    ("a[x]y=1", {"a": {"x": "1"}}),
    ("a[x]y[z]=1", {"a": {"x": "1"}}),
    ("a]x=1", {"a]x": "1"}),
    ("a]x[y]=1", {"a]x": {"y": "1"}}),
    ("a[x][y=1", {"a": {"x": "1"}}),
    ("a.b[c.d]=1", {"a_b": {"c.d": "1"}}),
    ("a[=1", {"a_": "1"}),
    ("a[b.c=1", {"a_b_c": "1"}),
    ("[]=1", {}),
    ("[x]=1", {}),
    ("[=1", {}),
    ("]=1", {"]": "1"}),
    ("[a][b]=1", {}),
    ("a[01]=x&a[]=y", {"a": {"01": "x", "0": "y"}}),
    ("a[-0]=x&a[]=y", {"a": {"-0": "x", "0": "y"}}),
    ("a[+1]=x&a[]=y", {"a": {" 1": "x", "0": "y"}}),
    ("a[1.5]=x&a[]=y", {"a": {"1.5": "x", "0": "y"}}),
    ("a[1e3]=x&a[]=y", {"a": {"1e3": "x", "0": "y"}}),
    ("a[ 1]=x&a[]=y", {"a": {" 1": "x", "0": "y"}}),
    ("0=x", {"0": "x"}),
    ("0=x&1=y", {"0": "x", "1": "y"}),
    ("0[]=x", {"0": ["x"]}),
    ("5=x", {"5": "x"}),
    ("a=%", {"a": "%"}),
    ("a=%4", {"a": "%4"}),
    ("a=%zz", {"a": "%zz"}),
    ("a=%41%zz", {"a": "A%zz"}),
    ("%41=1", {"A": "1"}),
    ("a=%C3%A9", {"a": "é"}),
    ("%D0%B8[%D0%BC%D1%8F]=%D0%9E%D0%BB%D1%8F", {"и": {"мя": "Оля"}}),
    ("a=é", {"a": "é"}),
    ("a=%2B+", {"a": "+ "}),
    ("a=%26%3D", {"a": "&="}),
    ("a%26b=1", {"a&b": "1"}),
    ("a%3Db=1", {"a=b": "1"}),
    ("a[b]", {"a": {"b": ""}}),
    ("a[b]&a[c]", {"a": {"b": "", "c": ""}}),
    ("a[]&a[]", {"a": ["", ""]}),
    ("key[]=", {"key": [""]}),
    ("a=1;b=2", {"a": "1;b=2"}),
    ("a=1&amp;b=2", {"a": "1", "amp;b": "2"}),
    ("a#b=c", {"a#b": "c"}),
    ("a=1#b", {"a": "1#b"}),
    ("a[b][c][d][e][f][g]=1", {"a": {"b": {"c": {"d": {"e": {"f": {"g": "1"}}}}}}}),
    (
        "cmd[a]=crm.lead.add%3Ffields%5BTITLE%5D%3DJohn%2526Martin",
        {"cmd": {"a": "crm.lead.add?fields[TITLE]=John%26Martin"}},
    ),
    ("a=$result[x][0][ID]", {"a": "$result[x][0][ID]"}),
    ("filter[>ID]=$result[req_0][49][ID]", {"filter": {">ID": "$result[req_0][49][ID]"}}),
    (
        "fields[PHONE][0][VALUE]=1&fields[PHONE][0][VALUE_TYPE]=WORK&fields[PHONE][1][VALUE]=2&fields[PHONE][1][VALUE_TYPE]=HOME",
        {"fields": {"PHONE": [{"VALUE": "1", "VALUE_TYPE": "WORK"}, {"VALUE": "2", "VALUE_TYPE": "HOME"}]}},
    ),
    ("a[0][x]=1&a[0][y]=2&a[1][x]=3", {"a": [{"x": "1", "y": "2"}, {"x": "3"}]}),
    ("a[true]=1&a[null]=2", {"a": {"true": "1", "null": "2"}}),
    ("a[0]=x&a[00]=y", {"a": {"0": "x", "00": "y"}}),
    ("a[2]=x&a[1]=y&a[0]=z", {"a": {"2": "x", "1": "y", "0": "z"}}),
    ("A=1&a=2", {"A": "1", "a": "2"}),
    ("a[X]=1&a[x]=2", {"a": {"X": "1", "x": "2"}}),
    ("a\t=1", {"a\t": "1"}),
    ("a=\t", {"a": "\t"}),
    ("a[-5]=x&a[-7]=y&a[]=z", {"a": {"-5": "x", "-7": "y", "-4": "z"}}),
    ("a[9223372036854775807]=x&a[]=y", {"a": {"9223372036854775807": "x"}}),
    ("a[9223372036854775808]=x&a[]=y", {"a": {"9223372036854775808": "x", "0": "y"}}),
    ("a[9]=x&a[3]=y&a[]=z", {"a": {"9": "x", "3": "y", "10": "z"}}),
)

PROGRAM = """
$answers = [];
foreach (json_decode(stream_get_contents(STDIN)) as $text) {
    parse_str($text, $read);
    $answers[] = (object) $read;
}
echo json_encode($answers);
"""
TOKENS = (
    *"ab", "[", "]", "[]", "[0]", "[1]", "[-1]", "[7]", "[x]", "[ y]", "[01]", "[a.b]", "[[", "]]", "[a]b", "=", "=1",
    "&", "&a", "&a[", "+", "%20", ".", "_", "%", "%5B", "%5D", "%3E", "%2B", "=x%26", "0", "é",
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AS_PHP, ids=[text or "nothing" for text, _ in AS_PHP])
def test_form_data_is_read_as_php_reads_it(text: str, expected: dict[str, Any]) -> None:
    assert json.dumps(phpquery.parse(text)) == json.dumps(expected)  # as text, so that the order counts too
    assert phpquery.parse(text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[]=", {"a": []}),
        ("a[]", {"a": []}),
        ("a[b][]=&a[c]=", {"a": {"b": [], "c": ""}}),
        ("a[][]=", {"a": [[]]}),
        ("a[]=&a[]=", {"a": ["", ""]}),
        ("a[]=&a[]=x", {"a": ["", "x"]}),
        ("a[0]=", {"a": [""]}),
        ("a[]=&a[0]=", {"a": [""]}),
        ("a[]=0", {"a": ["0"]}),
        ("a=", {"a": ""}),
    ],
)
def test_an_array_of_nothing_is_empty_when_that_is_asked_for(text: str, expected: dict[str, Any]) -> None:
    assert phpquery.parse(text, empty_arrays=True) == expected


def read_by_php(texts: list[str]) -> list[dict[str, Any]]:
    """What PHP makes of each text."""
    program = shutil.which("php")
    assert program is not None, "php-cli is not installed; `make test` installs it"
    command = [program, "-d", "display_errors=stderr", "-r", PROGRAM]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def test_the_table_says_what_php_says() -> None:
    answers = read_by_php([text for text, _ in AS_PHP])
    assert [json.dumps(answer) for answer in answers] == [json.dumps(expected) for _, expected in AS_PHP]


def test_random_form_data_is_read_as_php_reads_it() -> None:
    source = random.Random(20240101)
    texts = []
    while len(texts) < 5000:
        text = "".join(source.choices(TOKENS, k=source.randint(1, 12)))
        try:
            phpquery.parse(text)
        except phpquery.QueryError:
            continue  # not UTF-8 by chance
        texts.append(text)
    for text, answer in zip(texts, read_by_php(texts), strict=True):
        assert (text, phpquery.parse(text)) == (text, answer)


@pytest.mark.parametrize("text", ["a=%ff", "%ff=a", "a=%C3", b"a=\xff", "a=\ud800"])
def test_what_is_not_utf_8_is_refused(text: str | bytes) -> None:
    with pytest.raises(phpquery.QueryError, match="UTF-8"):
        phpquery.parse(text)


@pytest.mark.parametrize("text", ["a=%00", "a%00b=1", "a[%00b]=1", "a=\0"])
def test_a_nul_is_refused(text: str) -> None:
    with pytest.raises(phpquery.QueryError, match="NUL"):
        phpquery.parse(text)


def test_depth_is_bounded() -> None:
    deepest = "a" + "[x]" * (phpquery.MAX_DEPTH - 1)
    assert phpquery.parse(deepest + "=1")["a"]
    for text in (deepest + "[x]=1", "a" + "[]" * 1_000_000):
        with pytest.raises(phpquery.QueryError, match="deeper than 64"):
            phpquery.parse(text)


def test_the_number_of_parameters_is_bounded() -> None:
    assert len(phpquery.parse("&".join(f"a{n}=1" for n in range(phpquery.MAX_PAIRS)))) == phpquery.MAX_PAIRS
    with pytest.raises(phpquery.QueryError, match="more than 10000"):
        phpquery.parse("&" * phpquery.MAX_PAIRS)


@given(st.one_of(st.text(), st.binary(), st.text(alphabet="ab[]=&%+. 01-"), st.text(alphabet="a[]")))
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    try:
        read = phpquery.parse(text)
    except phpquery.QueryError:
        return
    json.dumps(read)


def test_escapes_are_read_as_one_by_one_wherever_a_block_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = random.Random(20240102)
    for block in (3, 4, 7, phpquery.BLOCK):
        monkeypatch.setattr(phpquery, "BLOCK", block)
        for _ in range(3_000):
            octets = bytes(chosen.choices(b"%%%%4aFf=+\r\n z", k=chosen.randint(0, 30)))
            text = unquote_to_bytes(octets.replace(b"+", b" ")).decode(errors="replace")
            if "\ufffd" not in text:
                assert phpquery.parse(b"a=" + octets.replace(b"&", b"")) == {"a": text}
