"""The pytest plugin, as a project's own tests use it."""

import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]

INI = "[pytest]\nfilterwarnings = error\n"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with tests of its own."""
    pytester.makefile(".ini", pytest=INI)
    return pytester


def run(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    return project.runpytest_subprocess("-p", "no:cacheprovider", *options)


TESTS = """
    import json, ssl, urllib.parse, urllib.request
    import pytest
    from homeport.testing import DeclarationError, Refused

    @pytest.mark.parametrize("turn", range(3))
    def test_each_test_has_a_portal_of_its_own(portal, turn):
        hook = portal.webhook(user=1, scope="crm")
        before = len(hook.call("crm.lead.list", select=["ID"]))
        hook.call("crm.lead.add", fields={"TITLE": "Mine"})
        assert len(hook.call("crm.lead.list", select=["ID"])) == before + 1
        assert [lead["TITLE"] for lead in hook.call("crm.lead.list", filter={"TITLE": "Mine"})] == ["Mine"]

    def test_a_webhook_acts_as_its_user_within_its_scope(portal):
        seller = portal.webhook(user=3, scope="crm", code="fixed0code")
        assert seller.url.endswith("/rest/3/fixed0code/")
        assert seller.call("crm.activity.binding.list", activityId=1)
        with pytest.raises(Refused) as refusal:
            seller.call("user.get")
        assert (refusal.value.status, refusal.value.code) == (403, "insufficient_scope")

    def test_an_application_calls_with_tokens_that_expire(portal):
        app = portal.app(scope="crm")
        assert app.call("crm.activity.binding.list", activityId=1, user=3)
        token = app.token(user=3)
        portal.clock.advance(3601)
        request = urllib.request.Request(f"{portal.http}/rest/server.time?auth={token.access}")
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(request)
        with error.value as answer:
            assert (answer.code, json.load(answer)["error"]) == (401, "expired_token")

    def test_a_code_is_exchanged_for_tokens_once(portal):
        app = portal.app(scope="crm")
        query = {"grant_type": "authorization_code", "client_id": app.client_id, "client_secret": app.client_secret}
        url = f"{portal.http}/oauth/token/?" + urllib.parse.urlencode({**query, "code": app.code(user=3)})
        with urllib.request.urlopen(url) as answer:
            assert json.load(answer)["user_id"] == 3
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(url)
        with error.value as answer:
            assert json.load(answer)["error"] == "invalid_grant"

    def test_the_clock_is_held_and_moved(portal):
        hook = portal.webhook()
        portal.clock.freeze("2027-03-01T12:00:00+00:00")
        assert hook.call("server.time") == hook.call("server.time") == "2027-03-01T12:00:00+00:00"
        portal.clock.advance(90)
        assert hook.call("server.time") == "2027-03-01T12:01:30+00:00"
        portal.clock.set("2030-01-01T00:00:00+00:00")
        assert hook.call("server.time").startswith("2030-01-01T00:00:0")
        portal.clock.real()
        with pytest.raises(ValueError, match="no time zone"):
            portal.clock.freeze("2027-03-01T12:00:00")

    def test_the_clock_is_the_machines_again(portal):
        assert not portal.webhook().call("server.time").startswith("2030")

    def test_faults_fire_and_the_log_says_so(portal):
        hook = portal.webhook()
        fault = portal.faults.add(method="crm.lead.*", error="QUERY_LIMIT_EXCEEDED", times=1)
        with pytest.raises(Refused, match="503 QUERY_LIMIT_EXCEEDED"):
            hook.call("crm.lead.fields")
        hook.call("crm.lead.fields")
        assert [entry.faults for entry in portal.requests.of("crm.lead.fields")] == [(fault,), ()]
        assert portal.requests.last.credential == hook.key

    def test_nothing_is_left_of_other_tests(portal):
        assert len(portal.requests) == 0
        assert list(portal.faults) == []
        with pytest.raises(LookupError):
            portal.requests.last

    def test_https_is_trusted(portal):
        context = ssl.create_default_context(cafile=portal.trust["SSL_CERT_FILE"])
        with urllib.request.urlopen(portal.webhook().https_url + "server.time", context=context) as answer:
            assert answer.status == 200

    def test_settings_are_changed(portal):
        hook = portal.webhook()
        portal.settings(plan="free")
        with pytest.raises(Refused, match="403 ACCESS_DENIED"):
            hook.call("server.time")

    def test_a_file_declares_what_the_portal_has(portal, tmp_path):
        file = tmp_path / "portal.toml"
        file.write_text('[leads.first]\\nTITLE = "Declared"\\n')
        assert [change.name for change in portal.apply(file).changes] == ["leads.first"]
        assert portal.apply(file.read_text()).changes == ()
        assert portal.webhook().call("crm.lead.list", filter={"TITLE": "Declared"})
        with pytest.raises(DeclarationError, match="portal.toml:1:9: there is no key of leads"):
            portal.apply("leads.a.TITEL = 'Declared'")

    def test_a_portal_is_saved_and_gone_back_to(portal, tmp_path):
        hook = portal.webhook()
        portal.snapshot("before")
        hook.call("crm.lead.add", fields={"TITLE": "Mine"})
        portal.restore("before")
        assert hook.call("crm.lead.list", filter={"TITLE": "Mine"}) == []
        portal.export(tmp_path / "portal.db")
        assert (tmp_path / "portal.db").read_bytes().startswith(b"SQLite format 3")

    def test_credentials_are_blocked_and_people_dismissed(portal):
        hook, app = portal.webhook(user=3), portal.app()
        for credential in (hook, app):
            credential.block()
            with pytest.raises(Refused, match="503 OVERLOAD_LIMIT"):
                credential.call("profile")
            credential.block(False)
            assert credential.call("profile")
        with pytest.raises(Refused, match="401 METHOD_CONFIRM_WAITING"):
            app.call("voximplant.user.get", USER_ID=1)
        portal.dismiss(3)
        with pytest.raises(Refused, match="403 INVALID_CREDENTIALS"):
            hook.call("profile")
        with pytest.raises(Refused, match="401 authorization_error"):
            app.call("profile", user=3)
        portal.settings(subscription="ended")
        with pytest.raises(Refused, match="401 PAYMENT_REQUIRED"):
            app.call("profile")
        portal.settings(subscription="active")
        token = app.token().access
        app.uninstall()
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"{portal.http}/rest/profile?auth={token}")
        with error.value as answer:
            assert json.load(answer)["error"] == "APPLICATION_NOT_FOUND"
        fresh = portal.webhook()
        fresh.revoke()
        with pytest.raises(Refused, match="401 INVALID_CREDENTIALS"):
            fresh.call("profile")

    def test_an_administrators_word_is_given(portal):
        app = portal.app()
        token = app.token()
        def ask():
            url = f"{portal.http}/rest/voximplant.user.get?USER_ID=1&auth={token.access}"
            try:
                with urllib.request.urlopen(url) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                with error:
                    return json.load(error)["error"]
        assert ask() == "METHOD_CONFIRM_WAITING"
        app.confirm("voximplant.user.get", allow=False)
        assert ask() == "METHOD_CONFIRM_DENIED"
        app.confirm("voximplant.user.get")
        assert ask() == 200

    def test_access_is_explained(portal):
        assert portal.explain(1, "READ", "activity", 1).allowed
        assert not portal.explain(3, "READ", "activity", 2).allowed
        assert portal.explain(1, "read", 2, 1) == portal.explain(1, "READ", "deal", 1)
        with pytest.raises(ValueError, match="no type"):
            portal.explain(3, "READ", "thing", 2)

    @pytest.mark.homeport("empty")
    def test_a_portal_can_begin_empty(portal):
        assert portal.webhook().call("crm.lead.list") == []
"""


def test_a_project_uses_it_in_its_own_process(project: pytest.Pytester) -> None:
    project.makepyfile(TESTS)
    run(project).assert_outcomes(passed=18)


def test_a_project_uses_it_with_a_server_process(project: pytest.Pytester) -> None:
    project.makefile(".ini", pytest=INI + "homeport_mode = process\n")
    project.makepyfile(TESTS)
    run(project).assert_outcomes(passed=18)


def test_it_is_safe_in_parallel(project: pytest.Pytester) -> None:
    project.makepyfile(TESTS)
    run(project, "-n", "2").assert_outcomes(passed=18)


def test_a_wrong_baseline_is_named(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import pytest

        @pytest.mark.homeport("demmo")
        def test_it(portal):
            pass
    """)
    result = run(project)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*There is no baseline demmo. There are: empty, demo.*"])


def test_a_baseline_may_be_a_portals_file(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        from homeport.store import files

        def test_keep(portal):
            portal.webhook().call("crm.lead.add", fields={"TITLE": "Kept"})
            files.copy(portal.folder.portal_file("default"), portal.folder.path.parents[3] / "kept.db")

        @pytest.mark.homeport("kept.db")
        def test_use(portal):
            assert len(portal.webhook().call("crm.lead.list", filter={"TITLE": "Kept"})) == 1
    """.replace("portal.folder.path.parents[3]", "__import__('pathlib').Path.cwd()")
    )
    run(project).assert_outcomes(passed=2)


def test_the_portal_is_reached_where_a_proxy_leads_out(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # where nobody listens
    project.makepyfile("""
        def test_it(portal):
            assert portal.webhook().call("profile")
    """)
    run(project).assert_outcomes(passed=1)


def test_an_ignored_name_fails_a_strict_test_at_its_end(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import pytest

        def add(portal):
            portal.webhook().call("crm.deal.add", fields={"TITLE": "A", "UF_CRM_SIZE": 1})

        def test_lenient(portal):
            add(portal)
            (dropped,) = portal.requests.last.dropped
            assert (dropped.part, dropped.name, dropped.why) == ("fields", "UF_CRM_SIZE", "unknown")

        def test_strict_by_itself(portal):
            portal.strict = True
            add(portal)
            add(portal)

        @pytest.mark.homeport("empty", strict=True)
        def test_strict_by_its_marker(portal):
            portal.webhook().call("batch", cmd={"a": "crm.deal.list?filter[PRISE]=1"})

        @pytest.mark.homeport(strict=True)
        def test_nothing_is_ignored(portal):
            portal.webhook().call("crm.deal.add", fields={"TITLE": "A"})

        @pytest.mark.homeport(strict=True)
        def test_a_failure_of_its_own_comes_first(portal):
            add(portal)
            assert portal is None
    """)
    result = run(project)
    result.assert_outcomes(passed=2, failed=3)
    result.stdout.fnmatch_lines(
        ["  crm.deal.add: UF_CRM_SIZE in fields (unknown)", "  batch: PRISE in filter of a (unknown)"]
    )
    told = result.stdout.str().partition("short test summary info")[0]  # under CI the summary tells all of it again
    assert told.count("UF_CRM_SIZE in fields (unknown)\n") == 1, "once, and not beside another failure"


def test_all_tests_are_strict_by_the_ini_file(project: pytest.Pytester) -> None:
    project.makefile(".ini", pytest=INI + "homeport_strict = true\n")
    project.makepyfile("""
        import pytest

        def test_strict(portal):
            portal.webhook().call("crm.deal.list", select=["PRISE"])

        @pytest.mark.homeport(strict=False)
        def test_lenient(portal):
            portal.webhook().call("crm.deal.list", select=["PRISE"])
    """)
    run(project).assert_outcomes(passed=1, failed=1)


def test_where_it_is_installed_and_not_used_it_loads_nothing() -> None:
    program = (
        "import sys, homeport.testing.plugin; print([name for name in sys.modules if name.startswith('homeport.')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['homeport.testing', 'homeport.testing.plugin']"
