"""How many examples the property tests try: always the same ones in `make test`, many more and random ones at night.

``HOMEPORT_TEST_SCALE=100`` multiplies the numbers by 100 and draws new examples at every run.
"""

import os

from hypothesis import settings

SCALE = int(os.environ.get("HOMEPORT_TEST_SCALE", "1"))

settings.register_profile(
    "homeport",
    derandomize=SCALE == 1,
    deadline=None,  # a timing never fails a test
    database=None,
    print_blob=True,
)


def examples(number: int, **rules: object) -> settings:
    """Settings of one property: the profile, with this many examples."""
    return settings(settings.get_profile("homeport"), max_examples=number * SCALE, **rules)  # type: ignore[arg-type]
