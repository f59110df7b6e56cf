"""What lines of the log are about, by the title of the item: never what people told of it."""

from lms.accounts.queries.log_titles import LogTitles, titled
from lms.toolkit.models import Item, ItemReport, ItemSuggestion

TITLES = LogTitles(
    [
        ("toolkit", titled("toolkit", Item.uid, Item.title)),
        ("report", titled("report", ItemReport.uid, Item.title).join(Item, Item.id == ItemReport.item_id)),
        (
            "suggestion",
            titled("suggestion", ItemSuggestion.uid, Item.title).join(Item, Item.id == ItemSuggestion.item_id),
        ),
    ]
)
