"""What holds of sites at every moment."""

from homeport.domain.landing.tables import BINDING, DOMAIN, FOLDER, PAGE, SITE
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("Sites of domains that do not exist", SITE.c.DOMAIN_ID, DOMAIN),
    orphans("Sites whose main page does not exist", SITE.c.LANDING_ID_INDEX, PAGE),
    orphans("Folders of sites that do not exist", FOLDER.c.SITE_ID, SITE),
    orphans("Folders in folders that do not exist", FOLDER.c.PARENT_ID, FOLDER),
    orphans("Pages of sites that do not exist", PAGE.c.SITE_ID, SITE),
    orphans("Pages in folders that do not exist", PAGE.c.FOLDER_ID, FOLDER),
    orphans("Bindings of sites that do not exist", BINDING.c.SITE_ID, SITE),
)
