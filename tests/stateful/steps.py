"""What people can do in a portal, step by step, and what their steps may be about."""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.stateful.model import LIMIT
from tests.stateful.rules import LEVELS, OPERATIONS
from tests.stateful.site import DELIVERY

Step = TypeVar("Step", bound=Callable[..., None])

TYPES = (1, 2, 3, 4, DELIVERY)
STAFF = 3
"""Employees beside the administrator."""

CHOICES: dict[str, Sequence[Any]] = {
    "who": (0, 1, 2, *[STAFF] * 3),
    "employee": range(STAFF),
    "branch": range(2),
    "role": range(STAFF),
    "type_id": TYPES,
    "operation": OPERATIONS,
    "level": LEVELS,
    "kind": ("U", "D", "DR", "AU"),
    "subject": ("Rope", "Öl", "🪢 50 %"),
    "size": (96, 99, LIMIT, LIMIT),
    **dict.fromkeys(("record", "other", "activity"), range(41)),
    **dict.fromkeys(("opened", "replaced"), (False, True)),
    **dict.fromkeys(("bound", "same_type"), (True, True, False)),
}
"""What the parameters of steps may be, by their names."""
STEPS: dict[str, list[str]] = {}


def step(function: Step) -> Step:
    """A rule of the machine whose parameters are chosen by their names."""
    STEPS[function.__name__] = names = list(signature(function).parameters)[1:]
    return rule(**{name: st.sampled_from(CHOICES[name]) for name in names})(function)
