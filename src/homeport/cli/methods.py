"""``homeport methods``: what is built of the documented surface."""

from collections import defaultdict

import click

from homeport.cli.options import fail, json_option, say_json, say_table


@click.command(short_help="Show what is built of the documented methods.")
@click.option("--scope", help="List the methods of one scope.")
@click.option("--missing", is_flag=True, help="List only what is documented and not built.")
@json_option
def methods(scope: str | None, missing: bool, as_json: bool) -> None:
    """Show what is built of the documented methods: a line for each scope, or for each method of one.

    \b
    Examples:
      homeport methods
      homeport methods --scope crm
      homeport methods --json
    """
    rows = _rows()
    if scope is not None:
        rows = [row for row in rows if scope in str(row["scope"]).split(",")]
        if not rows:
            fail(f"There is no scope {scope}. List them with: homeport methods")
    if missing:
        rows = [row for row in rows if not row["implemented"]]
    if as_json:
        say_json(rows)
    elif scope is None and not missing:
        _say_scopes(rows)
    else:
        say_table(
            [(row["name"], row["api"], _word(row)) for row in rows],
            ("METHOD", "API", ""),
            "None: all that is documented is built.",
        )


def _rows() -> list[dict[str, object]]:
    """The union of contract and registry."""
    from homeport.methods import load
    from homeport.reference import book_of

    return [
        {
            "name": article.name if article.documented else article.called,
            "scope": ",".join(article.documented.scope if article.documented else article.scope),
            "api": f"v{article.version}",
            "documented": article.documented is not None,
            "implemented": article.built,
        }
        for article in book_of(load()).articles.values()
    ]


def _word(row: dict[str, object]) -> str:
    if not row["implemented"]:
        return "-"
    return "built" if row["documented"] else "built, not documented"


def _say_scopes(rows: list[dict[str, object]]) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row["documented"]:
            count = counts[str(row["scope"]) or "(none)"]
            count[0] += bool(row["implemented"])
            count[1] += 1
    built = sum(count[0] for count in counts.values())
    total = sum(count[1] for count in counts.values())
    click.echo(f"Built: {built} of {total} documented methods ({100 * built / total:.1f} %).")
    click.echo()
    say_table(
        [
            (scope, done, of, f"{100 * done / of:.0f} %")
            for scope, (done, of) in sorted(counts.items(), key=lambda entry: (-entry[1][0], entry[0]))
        ],
        ("SCOPE", "BUILT", "DOCUMENTED", ""),
        "",
    )
