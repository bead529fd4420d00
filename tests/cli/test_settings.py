"""``homeport settings``, and what ``serve`` sets."""

from collections.abc import Callable
from typing import get_args

import pytest

from homeport.cli.options import PLANS
from homeport.cli.settings import settings
from homeport.domain.portal.settings import PlanCode, Settings
from tests.cli.calls import call
from tests.cli.conftest import Done, Server

Run = Callable[..., Done]
Start = Callable[..., Server]


def test_settings_are_shown_and_changed(invoke: Run) -> None:
    done = invoke("settings", "set", "plan=professional", "rate_limit=5/0.5", "require_https=true", "language=de")
    assert done.out == "plan = professional\nrate_limit = 5/0.5\nrequire_https = true\nlanguage = de\n"
    shown = invoke("settings", "show", "--json").json
    assert shown["rate_limit"] == {"bucket": 5, "leak": 0.5}
    assert "clock" not in shown
    marked = {line.split()[0] for line in invoke("settings", "show").out.splitlines() if line.endswith("*")}
    assert marked >= {"plan", "rate_limit", "require_https", "language"}
    assert invoke("settings", "set", "rate_limit=off").code == 0
    assert invoke("settings", "show", "--json").json["rate_limit"] == "off"


def test_a_server_that_runs_heeds_a_change_at_once(invoke: Run, start: Start) -> None:
    server = start("--plan", "free")
    url = invoke("webhook", "add", "1", "--json").json["url"] + "profile"
    assert call(url, server.ready["ca"])[1]["error"] == "ACCESS_DENIED"
    invoke("settings", "set", "plan=standard")
    assert call(url, server.ready["ca"])[0] == 200


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("plan", "no change"),
        ("plan=cheap", "plan must be one of unlimited, free, basic"),
        ("require_https=maybe", "require_https must be one of true, false"),
        ("plam=free", "Did you mean plan?"),
        ("clock=real", "no setting 'clock'"),
        ("=", "no setting ''"),
        ("rate_limit=5/", "rate_limit"),
        ("rate_limit=0/1", "rate_limit"),
        ("request_seconds=-1", "request_seconds"),
        ("request_seconds=NaN", "request_seconds"),
        ("request_seconds=Infinity", "request_seconds"),
        ("switched_off=yes", "switched_off"),
        ("language=deutsch", "language"),
        ("insufficient_scope=402", "insufficient_scope must be one of 403, 401"),
        ("subscription=over", "subscription must be one of active, ended"),
        ("operating_threshold=-1", "operating_threshold"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is_changed(invoke: Run, change: str, why: str) -> None:
    before = invoke("settings", "show", "--json").json
    assert why in invoke("settings", "set", "documentation=false", change).one_line
    assert invoke("settings", "show", "--json").json == before


def test_the_help_names_every_setting_and_plan() -> None:
    assert settings.help
    for name in set(Settings.__struct_fields__) - {"clock"}:
        assert f" {name} " in settings.help
    for plan in PLANS:
        assert plan in settings.help
    assert get_args(PlanCode) == PLANS
