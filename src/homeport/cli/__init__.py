"""The command line. Each group is a file, imported only when it is called, so that every command starts at once."""

import importlib
from typing import Any

import click

import homeport

COMMANDS = {
    "serve": "homeport.cli.serve:serve",
    "exec": "homeport.cli.exec:exec_",
    "portal": "homeport.cli.portal:portal",
    "baseline": "homeport.cli.baseline:baseline",
    "apply": "homeport.cli.apply:apply",
    "user": "homeport.cli.user:user",
    "role": "homeport.cli.role:role",
    "webhook": "homeport.cli.webhook:webhook",
    "app": "homeport.cli.app:app",
    "outgoing": "homeport.cli.outgoing:outgoing",
    "listen": "homeport.cli.listen:listen",
    "events": "homeport.cli.events:events",
    "settings": "homeport.cli.settings:settings",
    "clock": "homeport.cli.clock:clock",
    "faults": "homeport.cli.faults:faults",
    "requests": "homeport.cli.requests:requests",
    "explain": "homeport.cli.explain:explain",
    "methods": "homeport.cli.methods:methods",
    "reference": "homeport.cli.reference:reference",
    "mcp": "homeport.cli.mcp:mcp",
    "backup": "homeport.cli.backup:backup",
    "restore": "homeport.cli.backup:restore",
    "files": "homeport.cli.files:files",
    "doctor": "homeport.cli.doctor:doctor",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order that a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: Any = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(homeport.__version__, prog_name="homeport")
def main() -> None:
    """A CRM portal you run yourself that speaks the Bitrix24 REST protocol.

    Start one with demo data:  homeport serve --demo
    """
