"""Full-text search on SQLite: an FTS5 table beside the entries, kept by triggers."""

from sqlalchemy import Integer, column, table

from lms.kernel.search_expression import All, Any, Begins, Expression, Without

TEXT = table("search_text", column("rowid", Integer))
NUMBER = TEXT.c.rowid
MATCHES = "search_text MATCH :{name}"
#: Which of many expressions, a list in JSON, find anything at all.
FOUND = (
    "SELECT each.value FROM json_each(:tried) AS each"
    " WHERE EXISTS (SELECT 1 FROM search_text WHERE search_text MATCH each.value)"
)


def written(expression: Expression) -> str:
    """Return the expression for FTS5; tokens are letters and digits only, so quoting them is enough."""
    match expression:
        case All(parts):
            return "(" + " AND ".join(map(written, parts)) + ")"
        case Any(parts):
            return "(" + " OR ".join(map(written, parts)) + ")"
        case Without(wanted, unwanted):
            return f"({written(wanted)} NOT {written(unwanted)})"
        case Begins(beginning):
            return f'"{beginning}" *'
        case token:
            return f'"{token}"'
