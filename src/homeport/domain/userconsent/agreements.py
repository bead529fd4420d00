"""Agreements: as in a new portal, because people make others only in its settings.

Source: ``api-reference/user-consent/``.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from homeport.core.errors import ErrorKind

MISSING = ErrorKind("ERROR_ARGUMENT", "Parameter `Agreement ID` required.")
UNKNOWN = ErrorKind("ERROR_ARGUMENT", "Agreement with id `{id}` not found.")

FIELDS = ("COMPANY_NAME", "COMPANY_ADDRESS", "PURPOSES", "THIRD_PARTIES", "EMAIL")
"""What a standard agreement says of whoever asks for it."""
MOST_LETTERS = 10_000


class Agreement(NamedTuple):
    """A standard agreement.

    :param language: of its text; empty for that of the portal
    :param label: what is said beside the button, with the button's text as ``{button}``
    :param text: with the fields by their names
    :param usual: what stands for fields that nobody says
    """

    id: int
    name: str
    active: bool
    language: str
    button: str
    label: str
    text: str
    usual: Mapping[str, str]


AGREEMENTS = {
    each.id: each
    for each in (
        Agreement(
            1,
            "Consent to the processing of personal data",
            True,
            "",
            "I agree",
            "By pressing \u201c{button}\u201d, I consent to the processing of my personal data as the text says.",
            "I consent to {COMPANY_NAME}, {COMPANY_ADDRESS}, keeping and using the personal data that I have given.\n\n"
            "It is used for this: {PURPOSES}.\n\n"
            "It is passed on to: {THIRD_PARTIES}.\n\n"
            "The consent lasts until I take it back by writing to {EMAIL}.",
            {
                "COMPANY_NAME": "the company",
                "COMPANY_ADDRESS": "at its address",
                "PURPOSES": "answering my request",
                "THIRD_PARTIES": "nobody",
                "EMAIL": "the company",
            },
        ),
    )
}


def find(number: int) -> Agreement:
    """An agreement.

    :raises CallError: ``UNKNOWN``
    """
    if number not in AGREEMENTS:
        raise UNKNOWN(id=number)
    return AGREEMENTS[number]


def listed() -> list[dict[str, str]]:
    """The agreements, the newest first."""
    return [
        {
            "ID": str(each.id),
            "NAME": each.name,
            "ACTIVE": "Y" if each.active else "N",
            "LANGUAGE_ID": each.language,
        }
        for each in sorted(AGREEMENTS.values(), reverse=True)
    ]


def text(agreement: Agreement, button: Any, said: Mapping[str, Any]) -> dict[str, str]:
    """An agreement with what is said of whoever asks for it.

    :param button: the text of the button that is pressed; the usual one where it is none
    :param said: values of :data:`FIELDS`
    """
    words = {str(name).upper(): str(value)[:MOST_LETTERS] for name, value in said.items() if isinstance(value, str)}
    fields = {name: words.get(name) or agreement.usual[name] for name in FIELDS}
    pressed = button[:MOST_LETTERS] if button and isinstance(button, str) else agreement.button
    return {"LABEL": agreement.label.format(button=pressed), "TEXT": agreement.text.format(**fields)}
