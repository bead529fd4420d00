"""``python -m homeport`` and the ``homeport`` command."""

import gc

gc.disable()  # what loads now stays: collecting while it does costs a fifth of the start. Serving enables it again.

from homeport.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
