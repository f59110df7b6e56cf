"""What a draft will look like, and its pictures."""

from typing import Any

from flask import render_template, request, url_for
from werkzeug import Response

from lms.kernel.permit import permit
from lms.toolkit.models import Item, ItemPicture, ItemText
from lms.toolkit.policy import can_edit_item, can_make_items
from lms.toolkit.queries import words
from lms.toolkit.queries.drafts import item_to_edit, working_on
from lms.toolkit.queries.pictures import picture_to_edit, sizes_of
from lms.toolkit.queries.plain_forms import read_form
from lms.toolkit.queries.steps import card_words
from lms.toolkit.views.blueprint import bp

#: A drawing may show itself and nothing else, also when somebody opens its address.
SVG, SVG_POLICY = "image/svg+xml", "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.get("/beheer/toolkit/items/<item>/voorbeeld")
@permit(can_edit_item, item=item_to_edit)
def preview(item: Item) -> str:
    """Show the draft as readers will get it."""
    text = read_form(working_on(item).form).text
    return render_template("toolkit/preview.html", item=item, **shown_draft(item, text))


def shown_draft(item: Item, text: ItemText) -> dict[str, Any]:
    """Return what the text of a draft is shown with; two statements."""
    return {
        "text": text,
        "words": words,
        "steps": card_words().of(text.steps),
        "sizes": sizes_of(item),
        "picture_at": lambda file: url_for(".draft_picture", item=item.slug, file=file),
    }


@bp.get("/beheer/toolkit/items/<item>/plaatjes/<file>")
@permit(can_make_items, picture=(picture_to_edit, "item", "file"))
def draft_picture(picture: ItemPicture) -> Response:
    """Give a picture to who writes on the item."""
    answer = Response(picture.content, mimetype=picture.content_type)
    answer.set_etag(picture.sha256[:32])
    answer.headers["Cache-Control"] = "private, no-cache"
    if picture.content_type == SVG:
        answer.headers["Content-Security-Policy"] = SVG_POLICY
    return answer.make_conditional(request)
