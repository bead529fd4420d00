"""Which URLs a handler may have: on a portal that calls whatever its developer says, and on a public one."""

from ipaddress import ip_address

import pytest

from homeport.domain.portal.apps.handler_urls import (
    HandlerUrlError,
    NotPublicError,
    SchemeError,
    check,
    is_inside,
    is_public,
)

PUBLIC = [
    "https://app.example.test/handler.php",
    "http://app.example.test",
    "HTTPS://App.Example.Test/Path?a=b&c[]=d",
    "https://app.example.test:8443/install?x=%20y",
    "https://app.example.test./dot",
    "https://xn--e1afmkfd.example.test/",
    "https://app_1.example.test/",
    "https://app.example.test/пусть?ключ=значение",
    "https://8.8.8.8/",
    "https://[2606:4700:4700::1111]:443/x",
    "https://1.1.1.1.example.test/",
    "https://localhost.example.test/",
]
INSIDE = [
    "http://localhost/",
    "http://localhost:3000/install",
    "http://LOCALHOST./",
    "http://app.localhost/",
    "http://intranet/",
    "http://printer.local/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://nas.home.arpa/",
    "http://127.0.0.1/",
    "http://127.8.9.10:8080/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://203.0.113.9/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::ffff:10.0.0.1]:8080/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
]
NEVER = [
    "",
    "app.example.test/handler",
    "//app.example.test/handler",
    "javascript:alert(1)",
    "JaVaScRiPt://app.example.test/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ftp://app.example.test/",
    "gopher://app.example.test/",
    "ws://app.example.test/",
    "http:app.example.test",
    "http:/app.example.test",
    "http:///path",
    "http://",
    "http://:80/",
    "http://?x",
    "http://user@app.example.test/",
    "http://user:secret@app.example.test/",
    "http://@app.example.test/",
    "http://app.example.test\\@127.0.0.1/",
    "http:\\\\app.example.test\\",
    "http://app.example.test/#fragment",
    "http://app.example.test:0/",
    "http://app.example.test:/",
    "http://app.example.test:65536/",
    "http://app.example.test:port/",
    "http://app.example.test:80:80/",
    " http://app.example.test/",
    "http://app.example.test/ x",
    "http://app.example.test/\r\nX-Injected: 1",
    "http://app.example.test/\n",
    "http://app.example.test\t/",
    "http://app.example.test/\x00",
    "http://app.example.test/\u2028",
    "http://127\u30020\u30020\u30021/",
    "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1.5/",
    "http://999.0.0.1/",
    "http://017700000001/",
    "http://app.0x1/",
    "http://[::1/",
    "http://::1/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[127.0.0.1:80/",
    "http://-app.example.test/",
    "http://app..example.test/",
    "http://.example.test/",
    "http://app%2eexample.test/",
    "http://app.example.test%00.evil.test/",
    "http://" + "a" * 64 + ".example.test/",
    "http://" + "a." * 130 + "test/",
    "http://app.example.test/" + "a" * 2_000,
]


def test_the_corpus_is_large() -> None:
    assert len({*PUBLIC, *INSIDE, *NEVER}) >= 110


@pytest.mark.parametrize("url", PUBLIC)
def test_public_addresses_may_always_be_called(url: str) -> None:
    assert check(url, public=True) == check(url, public=False) == url


@pytest.mark.parametrize("url", INSIDE)
def test_addresses_inside_a_network_may_be_called_unless_the_portal_is_public(url: str) -> None:
    assert check(url, public=False) == url
    with pytest.raises(NotPublicError, match="not a public address"):
        check(url, public=True)


@pytest.mark.parametrize("url", NEVER, ids=ascii)
@pytest.mark.parametrize("public", [False, True], ids=["any", "public"])
def test_what_is_no_plain_http_address_is_always_refused(url: str, public: bool) -> None:
    with pytest.raises(HandlerUrlError) as refusal:
        check(url, public=public)
    assert not isinstance(refusal.value, NotPublicError)
    assert "\n" not in str(refusal.value)


def test_other_schemes_are_told_apart() -> None:
    for url in ("javascript:alert(1)", "ftp://app.example.test/", "app.example.test"):
        with pytest.raises(SchemeError):
            check(url, public=False)


def test_names_are_not_looked_up_but_what_they_say_counts() -> None:
    assert is_inside("localhost")
    assert not is_inside("rebinds.example.test")
    assert not is_public(ip_address("169.254.169.254"))
    assert not is_public(ip_address("::ffff:192.168.0.1"))
    assert is_public(ip_address("2002:808:808::1"))


@pytest.mark.parametrize(
    "address",
    [
        "192.0.0.192", "192.0.0.8", "192.0.0.9", "192.88.99.1", "3fff::1", "3fff:fff:ffff::1", "::ffff:192.0.0.192",
        "2002:c000:c0::1", "5f00::1", "100:0:0:1::1", "100.100.100.200",
    ],
)  # fmt: skip
def test_addresses_for_other_uses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
