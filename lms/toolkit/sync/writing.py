"""The writing of ``item.md`` for whoever looks for it beside reading; it stands lower because commands need it too."""

from lms.toolkit.queries.writing import digest_of, markdown_of, written

__all__ = ["digest_of", "markdown_of", "written"]
