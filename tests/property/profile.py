"""How many examples the property tests try: always the same ones in `make test`, many more and random ones at night.

``HOMEPORT_TEST_SCALE=100`` multiplies the numbers by 100 and draws new examples at every run.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis.database import InMemoryExampleDatabase

SCALE = int(os.environ.get("HOMEPORT_TEST_SCALE", "1"))

settings.register_profile(
    "homeport",
    derandomize=SCALE == 1,
    deadline=None,  # a timing never fails a test: neither that of one example, nor how long they take to think of
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    print_blob=True,
)


def examples(number: int, *, one_fixture: bool = False, **rules: object) -> settings:
    """Settings of one property: the profile, with this many examples.

    :param one_fixture: whether they may share what the test function is given
    """
    profile = settings.get_profile("homeport")
    if one_fixture:
        rules["suppress_health_check"] = [*profile.suppress_health_check, HealthCheck.function_scoped_fixture]
    # each case of a test gets settings made from those of the case before it, and looks for a database in all of them,
    # one by one, unless there is one
    database = InMemoryExampleDatabase()
    return settings(profile, database=database, max_examples=number * SCALE, **rules)  # type: ignore[arg-type]
