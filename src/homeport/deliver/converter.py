"""Files of Word as PDF and as picture, by LibreOffice where it is installed: a process of its own for each, with a
profile of its own, that is ended when it takes too long.
"""

import asyncio
import os
import shutil
import signal
import tempfile
from pathlib import Path

from homeport.core.log import LOG
from homeport.domain.records.errands import Converted

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60.0
"""How long one conversion may take."""
MAX_MADE = 64 * 1024 * 1024
"""Bytes of what is made."""

NOT_INSTALLED, FAILED = "CONVERTER_NOT_INSTALLED", "CONVERSION_FAILED"


def program() -> str | None:
    """The converter of this machine; None where none is installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


_COMMON = "/org.openoffice.Office.Common/Security/Scripting"
_SAID = (
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
)
_SETTINGS = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'.format(
    "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SAID
    )
)
"""The profile: documents bring in nothing by links, and run nothing."""


async def convert(content: bytes | None) -> Converted:
    """Convert a file of Word.

    :param content: without anything that leads elsewhere; None for what is no file of Word, which is not tried: the
        program would take it for what it is, and follow its links
    """
    if content is None:
        return Converted(trouble="it is no file of Word", code=FAILED)
    found = program()
    if found is None:
        text = "No converter is installed where this portal is served: LibreOffice makes PDF and pictures of documents"
        return Converted(trouble=text, code=NOT_INSTALLED)
    with tempfile.TemporaryDirectory(prefix="homeport-convert-") as name:
        folder = Path(name)
        await asyncio.to_thread(_prepare, folder, content)
        made = {}
        for form in ("pdf", "png"):
            trouble = await _run(found, folder, form)
            path = folder / f"document.{form}"
            if not trouble and not path.exists():
                trouble = f"nothing came of the conversion to {form}"
            if not trouble and path.stat().st_size > MAX_MADE:
                trouble = f"the {form} is longer than {MAX_MADE} bytes"
            if trouble:
                LOG.warning("a document was not converted: %s", trouble)
                return Converted(trouble=trouble, code=FAILED)
            made[form] = await asyncio.to_thread(path.read_bytes)
    return Converted(pdf=made["pdf"], image=made["png"])


def _prepare(folder: Path, content: bytes) -> None:
    (folder / "document.docx").write_bytes(content)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS)


async def _run(found: str, folder: Path, form: str) -> str:
    """Convert the folder's document; why that failed, empty for nothing."""
    process = await asyncio.create_subprocess_exec(
        found,
        "--headless",
        "--norestore",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(folder / "document.docx"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder)},
        cwd=folder,
        start_new_session=True,
    )
    try:
        status = await asyncio.wait_for(process.wait(), SECONDS)
    except TimeoutError:
        return f"the conversion to {form} took more than {SECONDS:g} seconds"
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    return "" if status == 0 else f"the converter ended with {status}"
