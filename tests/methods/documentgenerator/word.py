"""Files of Word, made for tests and looked into."""

import base64
import io
from collections.abc import Sequence

import docx

from tests.conftest import Answer, Api
from tests.methods.disk.conftest import download

Table = Sequence[Sequence[str]]


def word(*paragraphs: str | Sequence[str], table: Table = (), head: str = "") -> bytes:
    """A file of Word.

    :param paragraphs: each a text, or the pieces that a word processor has cut it into
    :param table: the texts of its cells, row by row
    """
    document = docx.Document()
    for each in paragraphs:
        paragraph = document.add_paragraph()
        for piece in [each] if isinstance(each, str) else each:
            paragraph.add_run(piece)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = head
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def paragraphs(content: bytes) -> list[str]:
    """The texts of a file's paragraphs, those of its head first."""
    document = docx.Document(io.BytesIO(content))
    found = (*document.sections[0].header.paragraphs, *document.paragraphs)
    return [paragraph.text for paragraph in found if paragraph.text]


def rows(content: bytes) -> list[list[str]]:
    """The texts of a file's tables, row by row."""
    document = docx.Document(io.BytesIO(content))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def pictures(content: bytes) -> int:
    """How many pictures a file shows."""
    return len(docx.Document(io.BytesIO(content)).inline_shapes)


def taken(api: Api, url: str) -> bytes:
    """What an address leads to."""
    answer: Answer = download(api, url)
    assert answer.status == 200, answer.body
    return answer.body
