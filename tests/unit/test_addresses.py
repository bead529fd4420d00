"""Where a server says that it is reached."""

import pytest

from homeport.config import Config
from homeport.console.addresses import origin_of
from homeport.core.hosts import address_of, is_this_machine
from homeport.server.addresses import Addresses


@pytest.mark.parametrize(
    ("host", "names", "told"),
    [
        ("127.0.0.1", (), "localhost"),
        ("0.0.0.0", (), "localhost"),
        ("::", (), "localhost"),
        ("", (), "localhost"),
        ("localhost", (), "localhost"),
        ("127.0.0.15", (), "127.0.0.15"),
        ("192.0.2.7", (), "192.0.2.7"),
        ("::1", (), "::1"),
        ("crm.example.test", (), "crm.example.test"),
        ("127.0.0.15", ("crm.example.test", "b.example.test"), "crm.example.test"),
        ("0.0.0.0", ("crm.example.test",), "crm.example.test"),
    ],
)
def test_the_name_is_one_where_something_listens(host: str, names: tuple[str, ...], told: str) -> None:
    assert Config(host=host, host_names=names).name == told


@pytest.mark.parametrize(
    ("name", "ports", "http", "https"),
    [
        ("localhost", (8080, 8443), "http://localhost:8080", "https://localhost:8443"),
        ("a.example.test", (80, 443), "http://a.example.test", "https://a.example.test"),
        ("a.example.test", (443, 80), "http://a.example.test:443", "https://a.example.test:80"),
        ("::1", (8080, 443), "http://[::1]:8080", "https://[::1]"),
    ],
)
def test_ports_that_browsers_take_by_themselves_are_left_out(
    name: str, ports: tuple[int, int], http: str, https: str
) -> None:
    addresses = Addresses.at(name, *ports)
    assert addresses == (http, https)
    assert addresses.ports == ports
    assert addresses.of_portal("default") == addresses
    assert addresses.of_portal("shop.example.test").ports == ports
    assert [origin_of(each) for each in addresses] == [http, https]
    assert address_of("https", https.partition("://")[2]) == https


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("localhost", True),
        ("app.localhost", True),
        ("127.0.0.1", True),
        ("127.0.0.15", True),
        ("[::1]", True),
        ("::1", True),
        ("localhost.example.test", False),
        ("notlocalhost", False),
        ("192.0.2.7", False),
        ("0.0.0.0", False),
        ("", False),
    ],
)
def test_what_is_this_machine_whatever_name_servers_say(name: str, ours: bool) -> None:
    assert is_this_machine(name) is ours
