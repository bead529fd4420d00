"""Write the next migration from what the tables say now and what the migrations make.

python tools/make_migration.py "what it is for"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from homeport.domain.tables import METADATA

assert METADATA.tables
config = Config()
config.set_main_option("script_location", "src/homeport/store/migrations")
with tempfile.TemporaryDirectory() as folder:
    config.set_main_option("sqlalchemy.url", f"sqlite:///{Path(folder) / 'portal.db'}")
    versions = Path("src/homeport/store/migrations/versions")
    if any(versions.glob("*.py")):
        command.upgrade(config, "head")
    number = f"{max((int(each.name[:4]) for each in versions.glob('0*.py')), default=0) + 1:04}"
    command.revision(config, sys.argv[1], autogenerate=True, rev_id=number)
    print("A test compares it with the tables.")
