"""What kinds, readers and results of insights are called on screen."""

from flask_babel import lazy_gettext as _l

from lms.circles.enums import Attribution, ConsentStep, Polarity, QuestionState, UsedIn, UseResult, Visibility

POLARITIES = {
    Polarity.WORKS: _l("Werkt"),
    Polarity.WORKS_NOT: _l("Werkt niet"),
    Polarity.WORKS_SOMETIMES: _l("Werkt soms"),
    Polarity.OPEN_QUESTION: _l("Open vraag"),
}
#: How ui/insight.html calls each kind.
LOOKS = {
    Polarity.WORKS: "works",
    Polarity.WORKS_NOT: "works_not",
    Polarity.WORKS_SOMETIMES: "works_if",
    Polarity.OPEN_QUESTION: "question",
}
#: Each kind as it stands in addresses.
KINDS = {
    "werkt": Polarity.WORKS,
    "werkt-niet": Polarity.WORKS_NOT,
    "werkt-soms": Polarity.WORKS_SOMETIMES,
    "open-vraag": Polarity.OPEN_QUESTION,
}
READERS = {
    Visibility.CIRCLE: _l("Alleen de leerkring"),
    Visibility.PROGRAMME: _l("Iedereen die in het programma werkt"),
    Visibility.PUBLIC: _l("Iedereen, ook op de openbare site"),
}
ATTRIBUTIONS = {
    Attribution.NAME: _l("Met mijn naam"),
    Attribution.NEIGHBOURHOOD: _l("Met de naam van de wijk"),
    Attribution.ANONYMOUS: _l("Zonder naam"),
}
RESULTS = {
    UseResult.WORKED: _l("Gelukt"),
    UseResult.PARTLY: _l("Voor een deel gelukt"),
    UseResult.NOT: _l("Niet gelukt"),
}
USED_IN = {
    UsedIn.OWN_WORK: _l("In ons eigen werk"),
    UsedIn.SESSION: _l("In een bijeenkomst"),
    UsedIn.ADVICE: _l("In een advies"),
}
CONSENTS = {
    ConsentStep.ASKED: _l("Gevraagd"),
    ConsentStep.AGREED: _l("Ja gezegd"),
    ConsentStep.REFUSED: _l("Liever niet"),
    ConsentStep.LOWERED: _l("Minder mensen lezen het"),
}
QUESTION_STATES = {
    QuestionState.OPEN: _l("Open"),
    QuestionState.REWORDED: _l("Anders opgeschreven"),
    QuestionState.SOLVED: _l("Beantwoord"),
    QuestionState.LET_GO: _l("Losgelaten"),
}
WORDS = {
    "kinds": POLARITIES,
    "looks": LOOKS,
    "addresses": KINDS,
    "readers": READERS,
    "names": ATTRIBUTIONS,
    "results": RESULTS,
    "used_in": USED_IN,
    "consents": CONSENTS,
}
