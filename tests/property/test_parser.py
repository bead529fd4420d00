"""Whatever octets arrive: a dict or the documented refusal, in work that grows with the size and no faster."""

import sys
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from homeport.core import phpquery
from homeport.core.errors import CallError
from homeport.wire import params
from homeport.wire.multipart import parse_multipart
from tests.property.profile import examples

PIECES = (
    "a", "b", "0", "1", "-1", "007", "9223372036854775807", "99999999999999999999", "[", "]", "[]", "[ ]", "[[]", "[0]",
    "[a]", "=", "&", "&&", "+", "%20", "%", "%0", "%zz", "%00", "%ff", "%5B", "%5D", "%26", "%3D", ".", "é", "\0", ";",
    "cmd[x]=", "crm.lead.list%3Ffilter%5BID%5D%3D1", "_", " ", "\r\n", "\ud800",
)  # fmt: skip
FORMS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
OCTETS = st.binary(max_size=80) | FORMS.map(lambda text: text.encode("utf-8", "surrogatepass"))
JSON_PIECES = (
    b"{", b"}", b"[", b"]", b":", b",", b'"a"', b'""', b'"\\u0000"', b'"\\ud800"', b"1", b"-", b"1e400", b"1e", b"NaN",
    b"null", b"true", b"9" * 40, b"0.1", b" ", b"\xff", b"\xef\xbb\xbf", b"\x00", b'{"a":1}', b"[1,2]",
)  # fmt: skip
PARTS = (
    b"--x", b"--x--", b"\r\n", b"\n", b"\r\n\r\n", b'Content-Disposition: form-data; name="a"', b'; name="b[]"',
    b'; name=""',
    b'; name="\\"', b'; filename="f"', b"filename*=utf-8''f", b"Content-Type: text/plain", b"value", b"\xff",
    b"\x00", b"--",
)  # fmt: skip
CONTENT_TYPES = st.sampled_from(
    (
        "", "application/json", "application/json; charset=utf-16", "APPLICATION/JSON", "application/vnd.api+json",
        "text/plain",
        "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x",
        "application/xml",
        'multipart/form-data; boundary="x"', 'multipart/form-data; boundary="',
        "multipart/form-data; boundary=" + "x" * 300,
        "multipart/form-data; boundary=ünïcode", ";", "a/b/c", "multipart/mixed; boundary=x",
    )
)  # fmt: skip


def settled(value: Any) -> bool:
    """Whether it is made of plain values only, so that every later layer knows what it meets."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if type(node) is dict:
            assert all(type(key) is str for key in node)
            waiting.extend(node.values())
        elif type(node) is list:
            waiting.extend(node)
        elif type(node) not in (str, int, float, bool, type(None)):
            return False
    return True


@examples(1500)
@given(FORMS | OCTETS)
@example("a[" * 1000)
@example("a" + "[" * 1000 + "]" * 1000 + "=1")
def test_form_data_is_a_dict_or_refused(text: str | bytes) -> None:
    try:
        found = phpquery.parse(text)
    except phpquery.QueryError as error:
        assert str(error)
    else:
        assert type(found) is dict
        assert settled(found)
        msgspec.json.encode(found)


@examples(1500)
@given(
    query=OCTETS,
    body=OCTETS
    | st.lists(st.sampled_from(JSON_PIECES), max_size=12).map(b"".join)
    | st.lists(st.sampled_from(PARTS)).map(b"".join),
    content_type=CONTENT_TYPES | st.text(st.characters(codec="latin-1"), max_size=30),
)
def test_a_request_is_a_dict_or_refused(query: bytes, body: bytes, content_type: str) -> None:
    try:
        found = params.read(query, body, content_type)
    except CallError as error:
        assert (error.status, error.code) == (400, "INVALID_REQUEST")
        assert len(error.description) < 1_000
    else:
        assert type(found) is dict
        assert settled(found)


@examples(800)
@given(st.lists(st.sampled_from(PARTS), max_size=25).map(b"".join) | st.binary(max_size=80), CONTENT_TYPES)
def test_multipart_is_pairs_or_refused(body: bytes, content_type: str) -> None:
    try:
        pairs = list(parse_multipart(body, content_type))
    except ValueError as error:
        assert str(error)
    else:
        assert all(type(name) is str and type(value) is str and "\0" not in name + value for name, value in pairs)


@examples(300)
@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.text("abcxyz", min_size=1, max_size=3), inner, min_size=1, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_what_a_client_writes_with_brackets_is_read_back(value: Any) -> None:
    from tests.property.hostile import as_form

    assert phpquery.parse(as_form({"v": value})) == {"v": value}


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of our own code ran: a measure of work that no busy machine can disturb."""
    count = 0

    def trace(frame: Any, event: str, argument: object) -> Any:
        nonlocal count
        if "homeport" not in frame.f_code.co_filename:
            return None
        if event == "line":
            count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    except (ValueError, CallError):
        pass  # a refusal is an answer too: only its price matters here
    finally:
        sys.settrace(before)
    return count


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "keys": lambda size: b"&".join(b"k%d=v" % number for number in range(size)),
    "the same key": lambda size: b"&".join([b"k=v"] * size),
    "free indexes": lambda size: b"&".join([b"k[]=v"] * size),
    "nested free indexes": lambda size: b"&".join([b"k[][][]=v"] * size),
    "filter conditions": lambda size: b"&".join(b"filter[%%3EF%d]=1" % number for number in range(size)),
    "brackets after brackets": lambda size: b"k" + b"[]" * size + b"=v",
    "open brackets": lambda size: b"k" + b"[" * size + b"=v",
    "deep brackets": lambda size: b"k" + b"[" * size + b"]" * size + b"=v",
    "closed brackets": lambda size: b"k" + b"]" * size + b"=v",
    "separators": lambda size: b"&" * size,
    "escapes": lambda size: b"k=" + b"%41" * size,
    "broken escapes": lambda size: b"k=" + b"%" * size,
    "wide and deep": lambda size: b"&".join(b"k" + b"[a]" * 30 + b"[%d]=v" % number for number in range(size // 30)),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_twice_the_form_is_at_most_about_twice_the_work(shape: str) -> None:
    make = HOSTILE[shape]
    work = [lines_run(lambda size=size: params.read(b"", make(size), "")) for size in (2_000, 4_000)]  # type: ignore[misc]
    assert work[1] <= 2.5 * work[0] + 1_000
    assert work[1] <= 4_000 * 200


@pytest.mark.parametrize("shape", HOSTILE)
def test_beyond_the_bounds_a_form_is_refused_or_read_with_little_work(shape: str) -> None:
    body = HOSTILE[shape](100_000)
    assert lines_run(lambda: params.read(b"", body, "application/x-www-form-urlencoded")) < 1_000_000


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"[" + b"{}," * 300_000 + b"{}]",
        b'{"a":[' + b"0," * 300_000 + b"0]}",
        b'{"a":"' + b"x" * 10_000_000 + b'"}',
        b'{"a":"' + b"\\u0000" * 100_000 + b'"}',
        b"9" * 1_000_000,
        b"{" + b",".join(b'"k%d":1' % number for number in range(250_000)) + b"}",
    ],
    ids=lambda body: f"{body[:8].decode()}… of {len(body)}",
)
def test_hostile_json_is_read_or_refused_with_little_work(body: bytes) -> None:
    assert lines_run(lambda: params.read(b"", body, "application/json")) < 1_000_000


@pytest.mark.parametrize("count", [999, 1_001, 50_000])
def test_many_parts_are_read_or_refused_with_little_work(count: int) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="k[]"\r\n\r\nv\r\n'
    body = part * count + b"--x--\r\n"
    assert lines_run(lambda: params.read(b"", body, "multipart/form-data; boundary=x")) < 200_000


def test_a_delimiter_repeated_without_parts_is_little_work() -> None:
    body = b"\r\n--x" * 200_000 + b"--"
    assert lines_run(lambda: params.read(b"", body, "multipart/form-data; boundary=x")) < 10_000
