"""A plan of PostgreSQL as lines for people.

PostgreSQL writes values of parameters into the conditions of its plans, so only what cannot hold any is said of a step.
"""

from collections.abc import Iterable
from typing import Any


def steps(node: dict[str, Any], depth: int = 0) -> list[str]:
    """The steps of a plan, what a step needs below it and further in.

    :param node: of ``EXPLAIN (FORMAT JSON)``
    """
    line = "  " * depth + " ".join(_words(node))
    return [line, *(each for below in node.get("Plans", ()) for each in steps(below, depth + 1))]


def _words(node: dict[str, Any]) -> Iterable[str]:
    yield f"{node['Join Type']} {node['Node Type']}" if "Join Type" in node else node["Node Type"]
    if "Index Name" in node:
        yield f"using {node['Index Name']}"
    if "Relation Name" in node:
        yield f"on {node['Relation Name']}"
    if "Filter" in node or "Join Filter" in node:
        yield "filtered"
    yield f"({node['Plan Rows']} rows, cost {node['Total Cost']:.0f})"
