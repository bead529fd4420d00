"""Phones and e-mail addresses as they are compared."""

import pytest

from homeport.domain.crm.record.comparable import comparable


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("PHONE", "+49 (30) 123-45.67", "+49301234567"),
        ("PHONE", " +49301234567 ", "+49301234567"),
        ("PHONE", "49301234567", "49301234567"),
        ("PHONE", "+49 30 1234567;17", "+49301234567"),
        ("PHONE", "+49 30 1234567, 17", "+49301234567"),
        ("PHONE", "+49 30 1234567 ext. 17", "+49301234567"),
        ("PHONE", "+49 30 1234567x17", "+49301234567"),
        ("PHONE", "+49 30 1234567 доб. 17", "+49301234567"),
        ("PHONE", "+", None),
        ("PHONE", "call me", None),
        ("EMAIL", " Ann@Example.TEST", "ann@example.test"),
        ("EMAIL", " ", None),
        ("WEB", "example.test", None),
    ],
)
def test_equal_phones_and_addresses_have_this_in_common(kind: str, value: str, found: str | None) -> None:
    assert comparable(kind, value) == found
