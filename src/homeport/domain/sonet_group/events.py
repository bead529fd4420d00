"""Events of workgroups: their codes.

Sources: ``api-reference/sonet-group/events/``, ``sonet-group/outdated/``.
"""

from collections.abc import Iterable, Iterator

from homeport.domain.records.collection import ADD, DELETE, UPDATE

SONET = "sonet"
"""The scope that an application needs to be told."""

GROUP = "ONSONETGROUP{verb}"
SUBJECT = "ONSONETGROUPSUBJECT{verb}"
"""Of subjects of groups, which no documented method changes; applications may subscribe all the same."""


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of groups."""
    for form in (GROUP, SUBJECT):
        yield from (form.format(verb=verb) for verb in (ADD, UPDATE, DELETE))
