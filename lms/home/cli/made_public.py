"""What advisers of the demo programme share: an answer that everybody reads, and what works elsewhere."""

from datetime import timedelta

from lms.advice.commands import publishing
from lms.advice.commands.examples import Good, keep_example
from lms.advice.enums import GoodKind
from lms.advice.models import StrategicBundle
from lms.advice.queries.public import askers_of
from lms.home.cli.advised import HERE, director
from lms.home.cli.lived import happened
from lms.home.cli.towns import Town
from lms.kernel.chance import new_uid
from lms.kernel.clock import today

QUESTION = "Hoe praat je met mensen die weinig Nederlands spreken?"
ANSWER = "Neem iemand mee die de taal spreekt. Gebruik plaatjes. Vraag steeds: hoe zou jij het uitleggen?"
#: Kind, title, what it brings, of whom, where, how many days old, days until somebody looks again, and the step.
EXAMPLES = (
    (
        GoodKind.PRACTICE,
        "Eenvoudig communiceren",
        "Met voorbeelden in plaatjes. Handig als veel mensen weinig Nederlands lezen.",
        "Pharos",
        "https://www.pharos.nl/thema/eenvoudig-communiceren/",
        200,
        165,
        "wijk",
    ),
    (
        GoodKind.DEVELOPMENT,
        "Hulp bij stoppen met roken in het basispakket",
        "Zo weet je wat mensen zelf betalen.",
        "Zorginstituut Nederland",
        "https://www.zorginstituutnederland.nl/",
        400,
        20,
        "team",
    ),
)


def share(town: Town, returned: StrategicBundle) -> None:
    """Make the answer to a bundle public with the yes of who asked, and keep two examples."""
    joost, lotte = town.person("adviseur"), town.person("adviseur2")
    askers = askers_of(returned)
    with happened(8):
        said = {"unrecognisable": True, "bundle": returned, "form_key": new_uid(24), "by": lotte, **HERE}
        row = publishing.begin_public(town.programme, QUESTION, ANSWER, askers, **said)
        for each in publishing.consents_of(row):
            by = director(each.advice.neighbourhood)
            publishing.consent(each, row, agrees=True, seen=row.serial, by=by, **HERE)
        publishing.approve_public(row, seen=row.serial, by=joost, **HERE)
        publishing.publish(row, by=lotte, **HERE)
    for kind, title, text, publisher, address, old, left, step in EXAMPLES:
        days = (today() - timedelta(days=old), today() + timedelta(days=left))
        keep_example(town.programme, Good(kind, title, text, publisher, address, *days, step), by=joost, **HERE)
