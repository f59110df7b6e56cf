"""Full-text search on PostgreSQL: a table of tsvectors beside the entries, kept by a trigger."""

from sqlalchemy import Integer, column, table

from lms.kernel.search_expression import All, Any, Begins, Expression, Without

TEXT = table("search_text", column("id", Integer))
NUMBER = TEXT.c.id
MATCHES = "search_text.words @@ CAST(:{name} AS tsquery)"
#: Which of many expressions, a list in JSON, find anything at all. Counted, for then PostgreSQL looks each up in the
#: index; of EXISTS it believes that reading the table until the first is quicker, and reads it all for each.
FOUND = (
    "SELECT each.value FROM jsonb_array_elements_text(CAST(:tried AS jsonb)) AS each(value)"
    " WHERE (SELECT count(*) FROM search_text WHERE words @@ CAST(each.value AS tsquery)) > 0"
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
        case Begins(beginning):
            return f"{beginning}:*"
        case token:
            return str(token)
