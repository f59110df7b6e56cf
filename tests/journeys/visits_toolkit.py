"""Pages of the toolkit in their fullest state, and who looks at them."""

from tests.journeys.editors import GONE, TRIAL
from tests.journeys.neighbour import DIRECTOR, WORKER
from tests.journeys.neighbour import ROOT as PLACE
from tests.journeys.toolbox import ROOT
from tests.journeys.visit import COORDINATOR, EDITOR, Visit

DESIGNER = "ontwerper"
NO_PAGE = {
    "toolkit.item_pdf": "a card as PDF",
    "toolkit.item_markdown": "the text of an item",
    "toolkit.media": "a picture",
    "toolkit.feed": "a feed (Atom)",
    "machines.sitemap": "addresses for search engines",
    "machines.robots": "what search engines may read",
}
VISITS = (
    # Zoeken en lezen
    Visit("toolkit.index", "/toolkit"),
    Visit("toolkit.index", "/toolkit?stap=proberen&tijd=180&groep=4&q=maken", DIRECTOR),
    Visit("toolkit.index", "/toolkit?q=onvindbaar"),
    Visit("toolkit.saved", "/toolkit/bewaard", DIRECTOR),
    Visit("toolkit.saved", "/toolkit/bewaard", EDITOR),
    Visit("toolkit.show", "/toolkit/wijkverkenning-met-een-kenner"),
    Visit("toolkit.show", ROOT, DIRECTOR),
    Visit("toolkit.show", f"/toolkit/{TRIAL}", EDITOR),
    Visit("toolkit.show", "/toolkit/pauzewandeling", DESIGNER),
    Visit("toolkit.show", f"/toolkit/{GONE}"),
    Visit("toolkit.version", f"/toolkit/{GONE}/v1"),
    Visit("toolkit.version", f"{ROOT}/v1", EDITOR),
    # Zo ging het
    Visit("toolkit.report_list", f"{ROOT}/ervaringen"),
    Visit("toolkit.report_list", f"{ROOT}/ervaringen", DIRECTOR),
    Visit("toolkit.report_list", "/toolkit/droomkaart/ervaringen", EDITOR),
    Visit("toolkit.new_report", f"{ROOT}/ervaring?hoe=niet", DIRECTOR),
    Visit("toolkit.show_report", f"{ROOT}/ervaringen/{{report_shown}}", DIRECTOR),
    Visit("toolkit.show_report", f"{ROOT}/ervaringen/{{report_inside}}", DIRECTOR),
    Visit("toolkit.show_report", f"{ROOT}/ervaringen/{{report_own}}", DIRECTOR),
    Visit("toolkit.show_report", f"{ROOT}/ervaringen/{{report_waiting}}", WORKER),
    Visit("toolkit.remove_report", f"{ROOT}/ervaringen/{{report_own}}/weg", DIRECTOR),
    Visit("programme.show_moment", f"{PLACE}/momenten/{{moment_of_method}}", DIRECTOR),
    Visit("toolkit.report_desk", "/beheer/toolkit/ervaringen", EDITOR),
    Visit("toolkit.check_report", "/beheer/toolkit/ervaringen/{report_waiting}", EDITOR),
    Visit("toolkit.check_report", "/beheer/toolkit/ervaringen/{report_inside}", COORDINATOR),
    # Wat kan er beter
    Visit("toolkit.new_suggestion", f"{ROOT}/voorstel", DIRECTOR),
    Visit("toolkit.suggestion_desk", "/beheer/toolkit/voorstellen", EDITOR),
    Visit("toolkit.answer_item_suggestion", "/beheer/toolkit/voorstellen/{suggestion}", EDITOR),
    Visit("toolkit.answer_item_suggestion", "/beheer/toolkit/voorstellen/{suggestion_answered}", COORDINATOR),
    # Op papier
    Visit("toolkit.print_item", f"{ROOT}/print"),
    Visit("toolkit.print_item", f"{ROOT}/v1/print?kaart=a5", EDITOR),
)
