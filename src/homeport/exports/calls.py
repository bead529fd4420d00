"""One call as a program writes it. The webhook's address is taken from the environment, so that no secret is in it."""

import json
import re
import shlex
from collections.abc import Callable
from typing import Any, NamedTuple

from homeport.domain.portal.calls.requests import Entry

VARIABLE = "HOMEPORT_WEBHOOK"
"""What holds the webhook's address; ``homeport exec`` sets it."""

MASK = "***"


class Snippet(NamedTuple):
    """A call in one language.

    :param name: for people
    """

    name: str
    text: str


def snippets(method: str, version: int, params: Any) -> list[Snippet]:
    """A call in every language.

    :param version: of REST, 2 or 3
    """
    return [Snippet(name, write(method, version, params)) for name, write in _LANGUAGES.items()]


def curl(method: str, version: int, params: Any) -> str:
    """For a shell."""
    base = f'"${VARIABLE}"'
    if version == 3:
        base = f"\"$(echo {base} | sed 's,/rest/,/rest/api/,')\""
    return (
        f"curl {base}{shlex.quote(method)} \\\n"
        f"  --header 'Content-Type: application/json' \\\n"
        f"  --data-raw {shlex.quote(json.dumps(params, ensure_ascii=False))}\n"
    )


def python(method: str, version: int, params: Any) -> str:
    """For b24pysdk."""
    versioned = "" if version == 2 else ", prefer_version=3"
    return (
        "import os\n"
        "from urllib.parse import urlsplit\n\n"
        "from b24pysdk import BitrixWebhook\n\n"
        f'url = urlsplit(os.environ["{VARIABLE}"])\n'
        'webhook = BitrixWebhook(domain=url.netloc, webhook_token=url.path.removeprefix("/rest/"))\n'
        f"answer = webhook.call_method({_python(method)}, {_python(params)}{versioned})\n"
        'print(answer["result"])\n'
    )


def javascript(method: str, version: int, params: Any) -> str:
    """For b24jssdk on Node."""
    call = json.dumps({"method": method, "params": params}, indent=2, ensure_ascii=False)
    return (
        "import { B24Hook } from '@bitrix24/b24jssdk'\n\n"
        f"const b24 = B24Hook.fromWebhookUrl(process.env.{VARIABLE})\n"
        f"const answer = await b24.actions.v{version}.call.make({call})\n"
        "console.log(answer.getData().result)\n"
    )


def php(method: str, version: int, params: Any) -> str:
    """For CRest, which knows REST 2; for REST 3.0, PHP's own curl."""
    if version == 2:
        return (
            "<?php\n"
            f"define('C_REST_WEB_HOOK_URL', getenv('{VARIABLE}'));\n"
            "require_once __DIR__ . '/crest.php';\n\n"
            f"$answer = CRest::call({_php(method)}, {_php(params)});\n"
            "print_r($answer['result']);\n"
        )
    return (
        "<?php\n"
        f"$curl = curl_init(str_replace('/rest/', '/rest/api/', getenv('{VARIABLE}')) . {_php(method)});\n"
        "curl_setopt_array($curl, [\n"
        "    CURLOPT_RETURNTRANSFER => true,\n"
        "    CURLOPT_HTTPHEADER => ['Content-Type: application/json'],\n"
        f"    CURLOPT_POSTFIELDS => json_encode({_php(params)}),\n"
        "]);\n"
        "print_r(json_decode(curl_exec($curl), true)['result']);\n"
    )


_LANGUAGES: dict[str, Callable[[str, int, Any], str]] = {
    "curl": curl,
    "Python": python,
    "JavaScript": javascript,
    "PHP": php,
}


def as_test(entry: Entry, scope: str) -> str:
    """A request as a test with pytest and the fixture ``portal``, which expects the same outcome.

    :param scope: what the credential was given, words and commas
    """
    name = re.sub(r"\W+", "_", entry.method, flags=re.ASCII).strip("_").lower() or "call"
    given = entry.params if isinstance(entry.params, dict) else {}
    maker = "app" if entry.credential.startswith("app:") else "webhook"
    user = f"user={entry.user or 1}"
    made = (
        f"portal.app(scope={_python(scope)})" if maker == "app" else f"portal.webhook({user}, scope={_python(scope)})"
    )
    asked = [_python(entry.method), *([user] if maker == "app" else []), *([f"**{_python(given)}"] if given else [])]
    call = f"{maker}.call({', '.join(asked)})"
    lines = [f"def test_{name}(portal):", f"    {maker} = {made}"]
    if entry.status == 200:
        return "\n".join([*lines, f"    result = {call}", "    assert result is not None", ""])
    refusal = ["import pytest", "", "from homeport.testing import Refused", "", ""]
    lines += ["    with pytest.raises(Refused) as refused:", f"        {call}"]
    lines.append(f"    assert (refused.value.status, refused.value.code) == ({entry.status}, {_python(entry.error)})")
    return "\n".join([*refusal, *lines, ""])


def _python(value: Any) -> str:
    """A value of JSON as a literal; text in double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_python(str(name))}: {_python(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_python, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _php(value: Any) -> str:
    if isinstance(value, dict):
        return "[" + ", ".join(f"{_php(str(name))} => {_php(each)}" for name, each in value.items()) + "]"
    if isinstance(value, list):
        return "[" + ", ".join(map(_php, value)) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"
    return json.dumps(value)
