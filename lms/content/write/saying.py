"""What is wrong with a text, for who writes it in the browser: in terms of the fields there, never of files."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from lms.content.problems import Problem

INSTEAD = {
    "missing-title": _l("Geef de module, elke les en elk deel een titel."),
    "missing-summary": _l("Schrijf een samenvatting: één of twee zinnen voor de lijst met modules."),
    "missing-goals": _l("Schrijf wat je na de module kunt. Bijvoorbeeld: Je kunt een gesprek beginnen."),
    "missing-steps": _l("Kies bij welke stap van de actiekaart de module hoort."),
    "missing-audiences": _l("Kies voor wie de module is."),
    "missing-alt": _l("Schrijf bij elk plaatje wat erop staat, voor wie het niet ziet."),
    "missing-source": _l("Kies bij elk feit een bron."),
    "missing-check-before": _l("Schrijf bij elk feit voor welke dag iemand het opnieuw nakijkt."),
    "missing-minutes": _l("Schrijf bij de opdracht hoeveel minuten die duurt."),
    "argument": _l("In een blok is het plaatje of een naam leeg: wie het zegt, of hoe het blok heet. Vul dat in."),
    "block-empty": _l("Een blok is nog leeg. Schrijf er tekst in, of haal het weg."),
    "markdown-picture": _l("Plaatjes komen niet mee als je plakt. Kies 'Voeg een plaatje toe' en haal deze regel weg."),
    "markdown-quote": _l("Een regel die met > begint, wordt geen citaat. Kies het blok 'Wat iemand zegt'."),
    "markdown-table": _l("Een tabel kan hier niet. Maak er een lijst of gewone zinnen van."),
    "quiz-missing": _l("Deze module heeft geen toets. Schrijf er een, of laat haar alleen aan redacteuren zien."),
    "answer-explanation": _l("Bij een antwoord ontbreekt wat je zegt als iemand het kiest. Vul dat in."),
    "answer-dashes": _l("In een antwoord staat een lange streep (—). Haal die weg."),
    "answer-pair": _l("Bij 'Wat hoort bij elkaar' hoort bij elk antwoord ook een tweede deel. Vul het in."),
    "answer-empty": _l("Een antwoord is leeg. Vul het in, of haal het weg."),
    "answer-other": _l("Vul bij deze vraag in wat je zegt bij elk ander antwoord."),
    "answer-number": _l("Schrijf het goede getal in cijfers, bijvoorbeeld 18 of 2,5."),
    "missing-low": _l("Schrijf bij de schaal hoe het laagste punt heet."),
    "missing-high": _l("Schrijf bij de schaal hoe het hoogste punt heet."),
    "missing-points": _l("Schrijf bij de schaal hoeveel punten er zijn: drie tot zeven."),
    "scenario-turns": _l("Een gesprek om te oefenen heeft nog geen moment. Voeg er minstens twee toe."),
    "scenario-ending": _l("Schrijf bij het gesprek om te oefenen wat je aan het eind vraagt."),
    "scenario-length": _l("Maak elke weg door het gesprek om te oefenen twee tot vier momenten lang."),
    "turn-unreachable": _l("In een gesprek om te oefenen leidt geen keuze naar een moment. Laat er een heen leiden."),
    "turn-unknown": _l("In een gesprek om te oefenen leidt een keuze naar een moment dat er niet is. Kies een ander."),
    "choice-count": _l("Geef elk moment van een gesprek om te oefenen drie dingen om te zeggen."),
    "choice-form": _l("In een gesprek om te oefenen begint een regel met een streepje. Haal dat streepje weg."),
    "choice-feedback": _l("Vul bij elke keuze in wat de ander dan doet, en wat dat doet met het contact."),
    "easy-missing": _l("Dit deel is ook voor sleutelpersonen, maar heeft geen makkelijke tekst. Voeg er een toe."),
    "easy-last": _l("Zet de makkelijke tekst als laatste in het deel, en maar één keer."),
}  # fmt: skip


def said(problem: Problem) -> Problem:
    """Return a problem with the words for who writes in the browser."""
    instead = INSTEAD.get(problem.code)
    return replace(problem, message=str(instead)) if instead else problem
