"""Write ``tests/architecture/registry.txt``: a line per method, so that a change of the surface shows in a diff."""

from pathlib import Path

from homeport.methods import load
from homeport.rpc import Registry

LIST = Path(__file__).parents[1] / "tests" / "architecture" / "registry.txt"


def lines(registry: Registry) -> list[str]:
    """Name, scope, whether it writes, the module of each method, and its version where that is 3."""
    return [
        "  ".join(
            (
                entry.name,
                ",".join(entry.scope),
                "writes" if entry.writes else "reads",
                entry.handler.__module__,
                *(["v3"] if entry.version == 3 else []),
            )
        )
        for entry in (*registry, *registry.v3)
    ]


if __name__ == "__main__":
    LIST.write_text("\n".join(lines(load())) + "\n")
