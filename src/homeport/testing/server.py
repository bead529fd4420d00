"""A server in a thread of this process, on free ports of the loopback address."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from homeport.app import Portals
from homeport.config import Config
from homeport.portals.folder import DataFolder
from homeport.server.addresses import Addresses
from homeport.server.serve import Running, certificate_for, listen, new_loop, serve
from homeport.server.trust import ca_file

START_SECONDS = 30


class LocalServer:
    """A server of a data folder's portals.

    :param folder: the data folder; what is missing in it is made
    :param host_names: names that the certificate covers beside ``localhost``
    :param options: of :class:`homeport.config.Config`
    """

    def __init__(self, folder: DataFolder, host_names: tuple[str, ...] = (), **options: Any) -> None:
        self.folder = folder
        self._config = Config(data=folder.path, port=0, https_port=0, host_names=host_names, **options)
        self._sockets = listen(self._config)
        self.addresses = Addresses.at("localhost", self._sockets.http_port, self._sockets.https_port)
        self.addresses.write(folder)
        self._certificate = certificate_for(self._config, folder)
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._stop: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="homeport-server", daemon=True)

    @property
    def ca(self) -> Path:
        """The certificate of the authority that HTTPS clients must trust."""
        return ca_file(self.folder.certificates).resolve()

    def start(self) -> "LocalServer":
        """Serve; returns once both ports answer.

        :raises RuntimeError: when it cannot start
        """
        self._thread.start()
        if not self._ready.wait(START_SECONDS) or self._failure is not None:
            raise RuntimeError("the server did not start") from self._failure
        return self

    def stop(self) -> None:
        """Finish the requests in flight, then stop."""
        self._stop()
        self._thread.join()

    def __enter__(self) -> "LocalServer":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        portals = Portals(self.folder)
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                runner.run(self._serve(portals))
        except BaseException as error:
            self._failure = error
            raise
        finally:
            self._ready.set()
            portals.close()

    async def _serve(self, portals: Portals) -> None:
        loop = asyncio.get_running_loop()

        def heed(running: Running) -> None:
            def stop_from_elsewhere() -> None:
                with contextlib.suppress(RuntimeError):  # it has stopped already
                    loop.call_soon_threadsafe(running.stop)

            self._stop = stop_from_elsewhere

        pair: tuple[socket.socket, socket.socket] = (self._sockets.http[0], self._sockets.https[0])
        await serve(self._config, pair, portals, self._certificate, self._ready.set, heed)
