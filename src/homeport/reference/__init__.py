"""What is known of every method, event and page of documentation, for whoever shows it: the pages of the console, the
same pages as static files, and the tools of assistants. Read from ``contract/`` and the registry when first asked.
"""

from homeport.reference.article import Article, Failure, Parameter
from homeport.reference.book import Book, book_of, open_book

__all__ = ["Article", "Book", "Failure", "Parameter", "book_of", "open_book"]
