"""Looks for what keeps a server from running well, without changing anything."""

import json
import os
import shutil
import socket
import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from homeport.domain import integrity
from homeport.portals import contents
from homeport.portals.errors import PortalsError
from homeport.portals.folder import DataFolder
from homeport.server.addresses import Addresses
from homeport.server.proxies import Proxies, said
from homeport.server.trust import ca_file
from homeport.store import UnreachableError
from homeport.store.schema import REVISIONS, NewerSchemaError, NotAPortalError, revision_of

MOST_TOLD = 5
"""Damaged contents of files that are named."""
LEAST_FREE_BYTES = 100 * 1024 * 1024
ANSWER_SECONDS = 10
"""How long a portal may take to answer: the machine may be busy with much else."""


class Finding(NamedTuple):
    """One thing that was looked at.

    :param todo: what to do; empty when nothing is needed
    """

    state: Literal["ok", "note", "wrong"]
    what: str
    todo: str = ""


def check(
    data: Path,
    host: str,
    port: int | None,
    https_port: int | None,
    database: str | None = None,
    *,
    bucket: str | None = None,
    thorough: bool = False,
) -> list[Finding]:
    """Look at everything.

    :param bucket: what has the contents of files, if they are not in the folder
    :param thorough: whether also at every page of each database, and at every record
    :param port: for HTTP; None for that of the last start
    :param https_port: for HTTPS; None for that of the last start
    :param database: the URL of the database that has the portals, if they are not files
    """
    trouble = _unusable(data)
    findings = [trouble] if trouble else []
    addresses = Addresses()
    if trouble is None:
        findings += _folder(data)
        if not (data / "portals").is_dir():  # opening the folder would make it
            findings.append(Finding("note", "There is no portal yet.", "Make one with: homeport serve --demo"))
        else:
            folder = DataFolder(data, database, bucket=bucket)
            findings += _database(folder, thorough) if database else _files(folder, thorough)
            if thorough:
                findings += _contents(folder)
            findings += _certificates(folder.certificates)
            try:
                addresses = Addresses.read(folder)
            except (ValueError, KeyError, TypeError):
                todo = "The next start writes it anew."
                findings.append(Finding("note", f"{data / 'addresses.json'} is damaged.", todo))
    http, https = addresses.ports
    findings.append(_port(host, port or http, "--port", secure=False))
    findings.append(_port(host, https_port or https, "--https-port", secure=True))
    return findings


def _unusable(data: Path) -> Finding | None:
    """Why nothing in the folder can be looked at; None when all can."""
    if not data.exists():
        return Finding("note", f"There is no data folder {data}.", "The first start makes it: homeport serve --demo")
    if not data.is_dir():
        return Finding("wrong", f"{data} is not a folder.", "Use another --data.")
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return Finding("wrong", f"{data} cannot be written.", f"Give yourself the right to: chown -R $(id -u) {data}")
    return None


def _folder(data: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(data).free
    if free < LEAST_FREE_BYTES:
        yield Finding(
            "wrong", f"The disk of {data} has {free // 1024**2} MB left.", "Make room: writes fail when it is full."
        )
    else:
        yield Finding("ok", f"Data folder {data.resolve()}, {free // 1024**2} MB free.")
    if proxies := Proxies(data).noticed():
        problem, _, todo = said(proxies).partition(". ")
        yield Finding("note", f"{problem}.", f"{todo}.")
    for secret in (data / "secret.key", data / "certificates" / "ca.key", data / "certificates" / "server.pem"):
        if secret.exists() and secret.stat().st_mode & 0o077:
            yield Finding("wrong", f"Others may read {secret}.", f"chmod 600 {secret}")


def _files(folder: DataFolder, thorough: bool) -> Iterator[Finding]:
    for name in folder.names():
        found = _portal(folder, name, thorough)
        yield found
        if thorough and found.state == "ok":
            yield _records(folder, name)


def _contents(folder: DataFolder) -> Iterator[Finding]:
    """Whether the contents of all files are there and whole."""
    try:
        wanted = contents.named(folder)
    except (NotAPortalError, UnreachableError):
        return  # that is told of already
    finally:
        folder.close()
    problems = list(islice(contents.broken(folder.blobs, wanted), MOST_TOLD))
    if problems:
        yield Finding("wrong", f"Contents of files: {'; '.join(problems)}.", "Put them back from a backup.")
    else:
        yield Finding("ok", f"Files: {len(wanted)} contents, all whole.")


def _database(folder: DataFolder, thorough: bool) -> Iterator[Finding]:
    try:
        for name in folder.names():
            found = _schema(folder, name)
            yield found
            if thorough and found.state == "ok":
                yield _records(folder, name)
        if lack := folder.stores.lack():
            problem, _, todo = lack.partition(". ")
            yield Finding("note", f"{problem}.", todo)
    except UnreachableError as error:
        yield Finding("wrong", str(error), "Correct --database, or start the database.")
    except PortalsError as error:
        problem, _, todo = str(error).partition(": ")
        yield Finding("wrong", f"{problem}.", todo.capitalize())
    finally:
        folder.close()


def _schema(folder: DataFolder, name: str) -> Finding:
    try:
        stored = folder.stores.stored(name)
    except NotAPortalError as error:
        problem, _, todo = str(error).partition(". ")
        return Finding("wrong", f"Portal {name}: {problem}.", todo)
    what = f"Portal {name}: {stored.place} of the database, schema {stored.revision}"
    if stored.revision not in REVISIONS:
        return Finding("wrong", f"{what}, which this version does not know.", "Upgrade Homeport.")
    if stored.revision != REVISIONS[-1]:
        return Finding("note", f"{what}.", f"The next start brings it to {REVISIONS[-1]}.")
    return Finding("ok", f"{what}.")


def _portal(folder: DataFolder, name: str, thorough: bool) -> Finding:
    path = folder.portal_file(name)
    try:
        revision = revision_of(path)
        if revision not in REVISIONS:
            raise NewerSchemaError(path, str(revision))
        with closing(sqlite3.connect(path)) as connection:
            faults = [
                row[0] for row in connection.execute(f"PRAGMA {'integrity_check' if thorough else 'quick_check'}(1)")
            ]
    except (NewerSchemaError, NotAPortalError) as error:
        problem, _, todo = str(error).partition(". ")
        return Finding("wrong", f"Portal {name}: {problem}.", todo)
    except sqlite3.DatabaseError as error:
        faults = [str(error)]
    if faults != ["ok"]:
        return Finding("wrong", f"Portal {name}: {path} is damaged: {faults[0]}.", "Put a backup in its place.")
    if revision != REVISIONS[-1]:
        return Finding("note", f"Portal {name}: schema {revision}.", f"The next start brings it to {REVISIONS[-1]}.")
    return Finding("ok", f"Portal {name}: schema {revision}, database whole.")


def _records(folder: DataFolder, name: str) -> Finding:
    """Whether every rule of the domain holds in a portal."""
    with folder.stores.reading(name) as tx:
        problems = list(integrity.broken(tx))
    if problems:
        return Finding("wrong", f"Portal {name}: {'; '.join(problems)}.", "Put a backup in its place, and tell us.")
    return Finding("ok", f"Portal {name}: every record is whole.")


def _certificates(folder: Path) -> Iterator[Finding]:
    authority, certificate = ca_file(folder), folder / "server.pem"
    if not (authority.exists() and certificate.exists()):
        yield Finding("note", "There is no certificate yet.", "The next start makes one.")
        return
    anew = f"Remove {folder}: the next start makes a new authority to trust."
    try:
        own = ssl.create_default_context(cafile=authority)
        _handshake(certificate, own)
    except (ssl.SSLError, OSError) as error:
        yield Finding("wrong", f"{certificate} cannot be used: {error}.", anew)
        return
    yield Finding("ok", f"The certificate is good, signed by {authority.resolve()}.")
    try:
        _handshake(certificate, ssl.create_default_context())
    except ssl.SSLError:
        yield Finding(
            "note",
            "This machine does not trust the authority; clients can be told to, one by one.",
            f"cp {authority.resolve()} /usr/local/share/ca-certificates/homeport.crt && update-ca-certificates",
        )
    else:
        yield Finding("ok", "This machine trusts the authority.")


def _handshake(certificate: Path, client_context: ssl.SSLContext) -> None:
    """Let a client and a server greet each other in memory, as they would over a socket.

    :raises ssl.SSLError: when the client does not trust the server
    """
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(certificate)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    client = client_context.wrap_bio(to_client, to_server, server_hostname="localhost")
    for _ in range(10):
        done = True
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                done = False
        if done:
            return
    raise ssl.SSLError("the handshake does not end")


def _port(host: str, port: int, option: str, *, secure: bool) -> Finding:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
        except PermissionError:
            return Finding(
                "wrong", f"Port {port} on {host} is not yours to use.", f"Take one above 1023 with {option}."
            )
        except OSError:
            if _answers(host, port, secure=secure):
                return Finding("ok", f"Port {port} on {host}: a portal answers.")
            todo = f"Stop what uses it, or take another with {option}."
            return Finding("wrong", f"Port {port} on {host} cannot be listened on.", todo)
    return Finding("ok", f"Port {port} on {host} is free.")


def _answers(host: str, port: int, *, secure: bool) -> bool:
    """Whether Homeport answers at a port: asked for its health, which no request log has."""
    request = b"GET /_homeport/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    try:
        sock = socket.create_connection((host, port), ANSWER_SECONDS)
        if secure:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE  # asks who is there, and sends nothing that is secret
            sock = context.wrap_socket(sock)  # closes the plain one when it fails
        with sock:
            sock.sendall(request)
            received = b""
            while chunk := sock.recv(65536):
                received += chunk
        return "version" in json.loads(received.partition(b"\r\n\r\n")[2])
    except (OSError, ValueError):
        return False
