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
    built = sum(method.called in (registry.v3 if method.api == "v3" else registry) for method in contract)
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
    lines += [
        "## REST 3.0",
        "",
        "Under `/rest/api/`; `documentation` describes them as an OpenAPI document.",
        "",
        "| method | scope | what it does | its errors |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{method.name}` | {', '.join(method.scope)} | {method.summary} | {_errors(method)} |"
        for method in registry.v3
    ]
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
