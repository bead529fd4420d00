"""``python -m homeport`` and the ``homeport`` command."""

import gc

gc.disable()  # what loads now stays: collecting while it does costs a fifth of the start. Serving enables it again.

from homeport.cli import main as command_line  # noqa: E402


def main() -> None:
    """Run the command that the arguments say, and end the process."""
    try:
        command_line()
    finally:
        gc.freeze()  # all of it goes now: to look through it once more costs a tenth of a short command


if __name__ == "__main__":
    main()
