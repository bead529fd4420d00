"""Methods and events as Markdown, for whoever reads no pages."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from homeport.domain.records import scopes
from homeport.reference.article import Article, Failure, Parameter
from homeport.reference.running import Shown

MAX_ANSWER = 6_000
"""Characters of an example's answer."""


def of_method(article: Article, shown: Shown | None, instead: Iterable[Article] = ()) -> str:
    """All that is known of a method.

    :param shown: its example, when it is built
    :param instead: what is built and most like it, when it is not
    """
    lines = [f"# {article.called}", ""]
    lines.append(article.summary or f"{not_built(instead)} A call answers 404 ERROR_METHOD_NOT_FOUND.")
    lines += ["", *(f"- {fact}" for fact in _facts(article)), "", "## Parameters", ""]
    lines += _parameters(article.parameters) if article.parameters else ["None."]
    if article.returns:
        lines += ["", "## Answer", "", *_parameters(article.returns)]
    lines += ["", "## Its own errors", "", *(_failures(article.failures) or ["None."])]
    if article.unused:
        lines += ["", "## Further documented errors", "", *_failures(article.unused)]
    return "\n".join([*lines, *_example(article, shown), ""])


def not_built(instead: Iterable[Article]) -> str:
    """What is said of a method that is documented only.

    :param instead: what is built and most like it
    """
    names = ", ".join(f"`{each.name}`" for each in instead)
    return f"Documented; not built in Homeport.{f' Most like it: {names}.' if names else ''}"


def _facts(article: Article) -> Iterator[str]:
    yield f"REST {article.version}: POST /rest/{'api/' if article.version == 3 else ''}{article.called}"
    yield f"built in Homeport: {'yes' if article.built else 'no'}"
    yield f"scope: {' or '.join(article.scope) or 'none'}"
    if article.built:
        yield "changes data" if article.writes else "reads only"
    if article.method is not None and article.method.application is not None:
        yield "only applications may call it"
    if article.deprecated:
        yield f"deprecated{f', replaced by {article.replaced_by}' if article.replaced_by else ''}"
    if article.who:
        yield f"who may call it: {article.who}"
    if article.documented is not None:
        yield f"documentation: {article.documented.page}"


def _parameters(parameters: Iterable[Parameter], depth: int = 0) -> list[str]:
    lines = []
    for each in parameters:
        notes = [each.type or "any"]
        notes += ["required"] if each.required else []
        notes += [f"default {each.default}"] if each.default else []
        notes += [] if each.taken else ["not looked at by Homeport"]
        said = f". {each.line}" if each.line else ""
        lines.append(f"{'  ' * depth}- `{each.name}`: {', '.join(notes)}{said}")
        lines += [
            f"{'  ' * (depth + 1)}- `{value}`{f': {meaning}' if meaning else ''}"
            for value, meaning in each.values.items()
        ]
        lines += _parameters(each.nested, depth + 1)
    return lines


def _failures(failures: Iterable[Failure]) -> list[str]:
    return [
        f"- `{each.code}`{f' ({each.status})' if each.status else ''}: {each.text}".removesuffix(": ")
        for each in failures
    ]


def _example(article: Article, shown: Shown | None) -> list[str]:
    title = "Example, as documented" if shown is None else "Example, run on Homeport's demo portal"
    asked: Any = article.details.get("request_example") if shown is None else shown.params
    answer = article.details.get("response_example") if shown is None else shown.answer
    if asked is None:
        return []
    lines = ["", f"## {title}", "", "Parameters:", "", "```json", _json(dict(asked)), "```"]
    if answer is not None:
        text = _json(answer)
        cut = text if len(text) <= MAX_ANSWER else f"{text[:MAX_ANSWER]}\n… ({len(text)} characters in all)"
        lines += ["", "Answer:", "", "```json", cut, "```"]
    return lines


def of_event(name: str, facts: Mapping[str, Any]) -> str:
    """All that is known of an event."""
    built = name.upper() in _built_events()
    told = "Built in Homeport: bind a handler with `event.bind`." if built else "Documented; not built in Homeport."
    lines = [f"# {name}", "", told, ""]
    for key in ("scope", "who_can_subscribe", "page"):
        if facts.get(key):
            lines.append(f"- {key.replace('_', ' ')}: {facts[key]}")
    lines += ["", "## Payload", "", *_fields(facts.get("fields") or ())]
    if facts.get("payload_example") is not None:
        lines += ["", "## Example, as documented", "", "```json", _json(facts["payload_example"]), "```"]
    return "\n".join([*lines, ""])


@cache
def _built_events() -> frozenset[str]:
    return frozenset(event.code for event in scopes.events(()))


def _fields(fields: Iterable[Mapping[str, Any]], depth: int = 0) -> list[str]:
    lines = []
    for each in fields:
        lines.append(f"{'  ' * depth}- `{each['name']}`: {each.get('type') or 'any'}")
        lines += _fields(each.get("nested") or (), depth + 1)
    return lines


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
