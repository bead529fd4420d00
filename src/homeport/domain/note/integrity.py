"""What holds of knowledge bases at every moment."""

from homeport.domain.files.tables import FILE
from homeport.domain.note.tables import ATTACHMENT, BASE, DOCUMENT
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("Documents of knowledge bases that do not exist", DOCUMENT.c.COLLECTION_ID, BASE),
    orphans("Files of documents that do not exist", ATTACHMENT.c.DOCUMENT_ID, DOCUMENT),
    orphans("Files in documents whose contents do not exist", ATTACHMENT.c.FILE_ID, FILE),
)
