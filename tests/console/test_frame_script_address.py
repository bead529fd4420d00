"""A page that loads BX24.js from the address in the documentation, unchanged."""

import socket
import ssl
from urllib.parse import urlsplit

from homeport.core.hosts import LIBRARY_HOST
from homeport.server.tls import ca_file
from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_BX24, AppSite, frame_of
from tests.console.chromium import chromium


def test_the_documented_address_works_where_its_name_reaches_the_server(portal: LocalPortal) -> None:
    port = urlsplit(portal.https).port
    trust = ssl.create_default_context(cafile=ca_file(portal.folder.certificates))
    with socket.create_connection(("127.0.0.1", port)) as plain, trust.wrap_socket(plain, server_hostname=LIBRARY_HOST):
        pass  # the certificate covers the name
    with (
        AppSite(WITH_BX24.replace("PORTAL", f"//{LIBRARY_HOST}"), portal.folder.certificates / "server.pem") as site,
        chromium(f"--host-resolver-rules=MAP {LIBRARY_HOST}:443 127.0.0.1:{port}") as browser,
    ):
        app = portal.app("Bindings", handler=site.url, api_only=False)
        context = browser.new_context(base_url=portal.https, ignore_https_errors=True)
        page = context.new_page()
        page.goto("/sign-in/")
        page.locator("button[name=user][value='3']").click()
        page.wait_for_url("/")
        page.goto(f"/apps/{app.id}/")
        frame = frame_of(page)
        assert frame.evaluate("BX24.getDomain()") == urlsplit(portal.https).netloc
        context.close()
