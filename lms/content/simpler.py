"""Difficult Dutch words with easier ones, for who writes: our own list, of what editors in this field tend to use."""

import re
from collections.abc import Iterable

SIMPLER = {
    "aangaande": "over", "aanvangen": "beginnen", "aanwenden": "gebruiken", "additioneel": "extra",
    "adequaat": "goed", "alsmede": "en ook", "alvorens": "voordat", "anticiperen": "vooruitkijken",
    "betreffende": "over", "bewerkstelligen": "zorgen voor", "bijgevolg": "daarom", "cessatie": "stoppen",
    "communiceren": "vertellen", "conform": "volgens", "continueren": "doorgaan met", "creëren": "maken",
    "derhalve": "daarom", "desalniettemin": "toch", "dient te": "moet", "doch": "maar", "doelstelling": "doel",
    "echter": "maar", "effectueren": "uitvoeren", "en/of": "of", "evalueren": "bespreken hoe het ging",
    "evident": "duidelijk", "exceptioneel": "bijzonder", "expertise": "kennis", "faciliteren": "mogelijk maken",
    "frequent": "vaak", "fungeren": "werken", "gedurende": "tijdens", "geenszins": "niet", "genereren": "maken",
    "handvatten": "tips", "hetgeen": "wat", "identificeren": "vinden", "impact": "gevolg",
    "implementeren": "invoeren", "indien": "als", "initiëren": "beginnen", "inherent aan": "horend bij",
    "inzake": "over", "interventie": "aanpak", "inventariseren": "op een rij zetten", "inzetten op": "werken aan",
    "jegens": "tegen", "kader": "afspraken", "laagdrempelig": "makkelijk", "maximaal": "hoogstens",
    "middels": "met", "minimaal": "minstens", "mits": "als", "momenteel": "nu", "motivatie": "reden",
    "nadien": "daarna", "niettemin": "toch", "noodzakelijk": "nodig", "omtrent": "over", "ondanks dat": "ook al",
    "optimaal": "zo goed als kan", "optimaliseren": "beter maken", "participeren": "meedoen",
    "periodiek": "af en toe", "prevalentie": "hoe vaak het voorkomt", "primair": "eerst",
    "prioriteit": "wat eerst moet", "problematiek": "problemen", "realiseren": "maken", "reduceren": "minder maken",
    "reeds": "al", "relevant": "belangrijk", "resulteren in": "leiden tot", "signaleren": "merken",
    "stagneren": "stilstaan", "stimuleren": "aanmoedigen", "substantieel": "flink", "teneinde": "om",
    "tenzij": "behalve als", "tevens": "ook", "thans": "nu", "traject": "aanpak", "uiteraard": "natuurlijk",
    "urgent": "dringend", "verifiëren": "nagaan", "verstrekken": "geven", "vervaardigen": "maken",
    "voorafgaand aan": "voor", "voornemens": "van plan", "voorts": "verder", "vooralsnog": "nu nog",
    "wederom": "weer", "zulks": "dat", "zodoende": "zo",
}  # fmt: skip
PLURALS = {
    "doelstellingen": "doelen",
    "interventies": "aanpak",
    "trajecten": "aanpak",
    "prioriteiten": "wat eerst moet",
}
VERB = "eren"
FORMS_OF_VERBS = ("eer", "eert", "eerde", "eerden")
#: Other forms of the verbs above: the easier word fits in the place of none of them, so its author writes the sentence.
FORMS = {
    f"{word.removesuffix(VERB)}{form}": better
    for word, better in SIMPLER.items()
    if word.endswith(VERB)
    for form in FORMS_OF_VERBS
} | PLURALS


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})(?![\w-])", re.I)


FOUND, OTHER_FORM = _pattern(SIMPLER), _pattern(FORMS)


def other_form(sentence: str) -> tuple[str, str] | None:
    """Return another form of a difficult word in a sentence, and the easier word; nothing when there is none."""
    found = OTHER_FORM.search(sentence)
    return (found[0], FORMS[found[0].lower()]) if found else None


def simpler(sentence: str) -> tuple[str, str] | None:
    """Return the first difficult word in a sentence, and the sentence with an easier one; nothing when all is easy."""
    found = FOUND.search(sentence)
    if found is None:
        return None
    word = found[0]
    better = SIMPLER[word.lower()]
    better = better[:1].upper() + better[1:] if word[:1].isupper() else better
    return word, f"{sentence[: found.start()]}{better}{sentence[found.end() :]}"
