"""Write ``docs/methods.md``: what is built, with a sentence each and what differs from the documentation."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from homeport import documented
from homeport.methods import load
from homeport.rpc import Method

PAGE = Path(__file__).parents[1] / "docs" / "methods.md"


def page() -> str:
    """The page, from the registry and the contract."""
    registry = load()
    contract = documented.methods()
    built = sum(1 for method in contract if method.api == "v2" and method.name in registry)
    lines = [
        "# Methods",
        "",
        f"Built: {built} of {len(contract)} documented methods. Parameters, answers and errors are those of the",
        "official documentation; [contract/differences.md](../contract/differences.md) lists where we differ.",
        "`make docs` writes this page.",
        "",
    ]
    for scope, methods in _by_scope(registry).items():
        lines += [f"## {scope}", "", "| method | what it does | its errors |", "|---|---|---|"]
        lines += [f"| `{method.name}` | {method.summary} | {_errors(method)} |" for method in methods]
        lines += [""]
    return "\n".join(lines)


def _by_scope(methods: Iterable[Method]) -> dict[str, list[Method]]:
    found: dict[str, list[Method]] = defaultdict(list)
    for method in methods:
        found[", ".join(method.scope)].append(method)
    return dict(sorted(found.items()))


def _errors(method: Method) -> str:
    return ", ".join(dict.fromkeys(f"`{kind.code}`" for kind in method.errors if kind.code))


if __name__ == "__main__":
    PAGE.write_text(page())
