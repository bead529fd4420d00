"""Rows of business processes, for clients to walk through."""

from collections.abc import Callable, Iterable
from typing import Any

from homeport.methods.bizproc.examples import ASKS, EXAMPLES

_DEAL = {"0": "crm", "1": "CCrmDocumentDeal"}


def fill(
    as_application: Callable[..., Any], several: Callable[[Iterable[tuple[str, dict[str, Any]]]], Any], many: int
) -> None:
    """Make templates, processes and tasks, and a robot and an activity."""
    for kind, code in (("robot", "walked"), ("activity", "strolled")):
        as_application(f"bizproc.{kind}.add", **{**EXAMPLES[f"bizproc.{kind}.add"].params, "CODE": code})
    given = {"DOCUMENT_TYPE": [*_DEAL.values(), "DEAL"], "TEMPLATE_DATA": ["walked.bpt", ASKS]}
    for number in range(many):
        template = as_application("bizproc.workflow.template.add", NAME=f"Walked {number}", **given)["result"]
    begun = {"TEMPLATE_ID": template, "DOCUMENT_ID": {**_DEAL, "2": "DEAL_1"}}
    several(("bizproc.workflow.start", begun) for _ in range(many))
