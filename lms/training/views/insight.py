"""How people get on in modules, for who writes them and for who guides neighbourhoods: counts, never a person."""

from flask import Response as FlaskResponse
from flask import abort, render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.pages import page_of
from lms.kernel.permit import permit
from lms.kernel.spreadsheets import CSV, XLSX, as_csv, as_xlsx
from lms.training.commands.insight import took_along
from lms.training.forms.insight import InsightForm, group_words
from lms.training.forms.own_learning import WORTHS
from lms.training.models.insight import BEGAN, FINISHED, STILL_WEEKS
from lms.training.policy import can_answer_needs, can_see_insight, sees_all_learners
from lms.training.queries.insight import PAGE, Insight, insight_of, modules_with_counts
from lms.training.queries.insight_files import Table, insight_table, slip_words
from lms.training.views.blueprint import bp


def asked_insight(module: str, actor: Person) -> Insight | None:
    """Return a module with the group that the address or the form asks for."""
    return insight_of(module, request.values.get("groep", ""), actor)


@bp.get("/beheer/scholing/inzicht")
@permit(can_see_insight)
def insight_list(actor: Person) -> str:
    """List the modules with how many began, finished and stopped."""
    after = request.args.get("na", "")
    found = modules_with_counts(actor, after)
    shown = page_of(found, PAGE)
    onward = url_for(".insight_list", na=shown[-1].module.slug) if len(shown) < len(found) else ""
    given = {"everybody": sees_all_learners(actor), "answers": can_answer_needs(actor), "began": BEGAN}
    return render_template(
        "training/insight_list.html", shown=shown, next=onward, first=bool(after), finished=FINISHED, **given
    )


@bp.get("/beheer/scholing/inzicht/<module>")
@permit(can_see_insight, found=(asked_insight, "module"))
def insight(found: Insight, actor: Person) -> str:
    """Show where people stop and which questions go wrong, of everybody or of one group."""
    form = InsightForm(
        groups=found.groups, meta={"csrf": False}, data={"groep": found.group.key if found.group else ""}
    )
    group = group_words(found.group) if found.group else ""
    words = {"worths": WORTHS, "slip_words": slip_words, "weeks": STILL_WEEKS, "group_words": group}
    return render_template(
        "training/insight.html", found=found, form=form, answers=can_answer_needs(actor), finished=FINISHED, **words
    )


@bp.post("/beheer/scholing/inzicht/<module>")
@permit(can_see_insight, found=(asked_insight, "module"))
def take_insight(found: Insight, actor: Person) -> Response:
    """Give what the page shows as a file, and write that in the log."""
    if found.too_few:
        abort(404)
    took_along(found.module, by=actor, origin=origin())
    return _as_file(insight_table(found), f"inzicht-{found.module.slug}", found.module.title)


def _as_file(table: Table, name: str, title: str) -> Response:
    sheet = request.form.get("vorm") == "xlsx"
    head, rows = table
    content = as_xlsx(head, rows, title=title) if sheet else as_csv(head, rows)
    named = f'attachment; filename="{name}-{today()}.{"xlsx" if sheet else "csv"}"'
    return FlaskResponse(content, mimetype=XLSX if sheet else CSV, headers={"Content-Disposition": named})
