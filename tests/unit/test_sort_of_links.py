"""Portals from before links had sort indexes: the migration gives them, and companies hold all of their contacts."""

import runpy
import shutil
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, text

from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import schema

_OF_COMPANY = "FROM crm_record_list WHERE ENTITY_TYPE_ID = 4 AND FIELD = 'CONTACT_ID'"
_OF_CONTACTS = "FROM crm_record_list WHERE ENTITY_TYPE_ID = 3 AND FIELD = 'COMPANY_IDS'"


def test_companies_hold_what_contacts_say(demo_folder: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(DataFolder(demo_folder).portal_file(DEFAULT), tmp_path / "portal.db"))
    (file,) = (Path(schema.__file__).parent / "migrations/versions").glob("*_sort_of_links.py")
    migration = runpy.run_path(str(file))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration["downgrade"]()
        contacts = connection.execute(text(f"SELECT VALUE, ENTITY_ID {_OF_CONTACTS} ORDER BY 1, 2")).all()
        connection.execute(text(f"DELETE {_OF_COMPANY}"))
        stale = "INSERT INTO crm_record_list VALUES (4, :company, 'CONTACT_ID', 0, 999)"
        connection.execute(text(stale), {"company": contacts[0][0]})
        migration["upgrade"]()
        assert connection.execute(text(f"SELECT ENTITY_ID, VALUE {_OF_COMPANY} ORDER BY 1, 2")).all() == contacts
        unsorted = "SELECT count(*) FROM crm_record_list WHERE SORT <> (POSITION + 1) * 10"
        assert connection.execute(text(unsorted)).scalar() == 0
    engine.dispose()
