"""Full-text search on SQLite: an FTS5 table beside the entries, kept by triggers."""

from lms.kernel.search_expression import All, Any, Expression, Without

BRANCH = (
    "SELECT * FROM (SELECT rowid AS id, {tier} AS tier FROM search_text"
    " WHERE search_text MATCH :match_{tier} AND rowid < :before_{tier} ORDER BY rowid DESC LIMIT :count)"
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
        case token:
            return f'"{token}"'
