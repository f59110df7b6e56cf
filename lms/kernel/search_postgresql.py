"""Full-text search on PostgreSQL: a table of tsvectors beside the entries, kept by a trigger."""

from lms.kernel.search_expression import All, Any, Expression, Without

BRANCH = (
    "(SELECT id, {tier} AS tier FROM search_text"
    " WHERE words @@ CAST(:match_{tier} AS tsquery) AND id < :before_{tier} ORDER BY id DESC LIMIT :count)"
)


def written(expression: Expression) -> str:
    """Return the expression as a tsquery; tokens are letters and digits only, so they need no quotes."""
    match expression:
        case All(parts):
            return "(" + " & ".join(map(written, parts)) + ")"
        case Any(parts):
            return "(" + " | ".join(map(written, parts)) + ")"
        case Without(wanted, unwanted):
            return f"({written(wanted)} & !{written(unwanted)})"
        case token:
            return str(token)
