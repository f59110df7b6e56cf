"""A look at free text for what may point to a person: to warn the writer before saving, never to judge.

It knows the Dutch shapes of telephone numbers, e-mail addresses, citizen service numbers (BSN, by the eleven test),
bank account numbers (IBAN, by its check digits), and streets and postcodes with a house number. Numbers of a telephone
or a house may be written in words. It does not know names.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class PersonalDataKind(StrEnum):
    """What a piece of text looks like."""

    PHONE = "phone"
    EMAIL = "email"
    BSN = "bsn"
    IBAN = "iban"
    ADDRESS = "address"


@dataclass(frozen=True)
class Finding:
    """A kind and its place: ``text[start:end]``."""

    kind: PersonalDataKind
    start: int
    end: int


def find_personal_data(text: str) -> list[Finding]:
    """Return what looks like personal data, in the order of the text; pieces do not overlap."""
    found: list[Finding] = []
    for kind, pattern, holds in _SHAPES:
        for match in pattern.finditer(text):
            finding = Finding(kind, *match.span())
            if holds(match.group()) and not any(overlap(finding, other) for other in found):
                found.append(finding)
    return sorted(found, key=lambda finding: finding.start)


def find_never_public(text: str) -> list[Finding]:
    """Return what stays off a public page whoever says it is fine: a number, an e-mail address, any postcode.

    A street with a number may be that of the community centre, so somebody judges that.
    """
    found = [each for each in find_personal_data(text) if each.kind is not PersonalDataKind.ADDRESS]
    codes = (Finding(PersonalDataKind.ADDRESS, *match.span()) for match in _POSTCODE.finditer(text))
    found += [code for code in codes if not any(overlap(code, other) for other in found)]
    return sorted(found, key=lambda finding: finding.start)


def kinds_of(findings: list[Finding]) -> list[PersonalDataKind]:
    """Return the kinds found, each once, in the order of their first place."""
    return list(dict.fromkeys(finding.kind for finding in findings))


def overlap(one: Finding, other: Finding) -> bool:
    """Say whether two findings share a piece of text."""
    return one.start < other.end and other.start < one.end


def _digits(text: str) -> Iterator[int]:
    return (int(sign) for sign in text if sign.isdecimal())


def _passes_eleven_test(text: str) -> bool:
    digits = list(_digits(text))
    digits = [0] * (9 - len(digits)) + digits
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(digits) and sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


def _is_iban(text: str) -> bool:
    compact = re.sub(r"[\s.-]", "", text).upper()
    number = "".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])
    return 15 <= len(compact) <= 34 and int(number) % 97 == 1


def _is_phone(text: str) -> bool:
    number = re.sub(r"^(?:\+31|0031|31)0?", "0", re.sub(r"[\s()./\u2010-\u2014-]|\u00ad", "", text))
    return bool(re.fullmatch(r"0(?!0)\d{9}|0[89]00\d{4,7}", number)) and not number.startswith(("0800", "0900"))


def _is_spoken_phone(text: str) -> bool:
    """Say whether words and figures are the ten of a number together, or nearly: people leave out or say one twice."""
    said = re.sub(r"(?i)^plus[ -]?eenendertig", "nul", text)
    many = sum(len(word) if word.isdecimal() else 1 + bool(_TENS.fullmatch(word)) for word in _SAID.findall(said))
    return 9 <= many <= 11 and not text.replace(" ", "").isdecimal()


def _always(_text: str) -> bool:
    return True


_GAP = r"[ \u00a0.-]?"
_ONE = "een|één|eén|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TEN = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
_ROUND = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_TENS = re.compile(rf"(?i:{_TEN}|(?:(?:{_ONE})[eë]n)?(?:{_ROUND}))")
_SAID = re.compile(rf"(?i:{_TENS.pattern}|nul|{_ONE})\b|\d{{1,4}}")
#: Between the digits of a telephone number: as in "06/12", "06 - 12" and with longer dashes.
_BETWEEN = r"[ \u00a0()./\u2010-\u2014-]{0,3}"
_NO_DATE = r"(?!\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d(?!\d))"
#: What is counted: "in de Kerkstraat 3 keer" is no address. Nor is a day of a month: "Dorpsplein 12 mei".
_COUNTED = (
    r"keer|keren|maal|uur|uren|minuut|minuten|dag|dagen|week|weken|maand|maanden|jaar|jaren|meter|euro|procent"
    r"|mensen|personen|man|vrouwen|mannen|ouders|moeders|vaders|ouderen|senioren|volwassenen|kinderen|jongeren|jongens"
    r"|meisjes|tieners|leerlingen|studenten|gezinnen|buren|(?:buurt|wijk|in)?bewoners|inwoners|buurtgenoten|huishoudens"
    r"|vrijwilligers|deelnemers|bezoekers|gasten|leden|rokers|voorbijgangers|huizen|woningen|deuren|kra(?:am|men)|gesprekken"
    r"|tafels?|stoelen|bank(?:en|jes?)|plekken|winkels|groep(?:en|jes)|kaart(?:en|jes)|folders|foto(?:'s|\u2019s)"
    r"|posters|ballonnen|briefjes|stickers|idee(?:\u00ebn|en)"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
)
_COUNT = rf" (?:(?:tot|of|à) \d{{1,3}} )?(?:{_COUNTED})\b| van (?:de|onze|die) \d"
#: What a sentence goes on with after an address: "in Kerkstraat één woont iemand". Other words count: "één kraam".
_GOES_ON = (
    r"is|zijn|was|waren|heeft|hebben|had|hadden|woont|wonen|woonde|woonden|werkt|werken|zit|zitten|zat|zaten|staat|staan"
    r"|rookt|roken|rookte|rookten|ging|gingen|gaat|gaan|kwam|kwamen|komt|komen|doet|doen|deed|deden|vertelt|vertelde"
    r"|stopt|stoppen|wil|willen|kan|kunnen|mag|mogen|hoorde|hoorden|zag|zagen|sprak|spraken|ligt|liggen"
    r"|en|of|in|op|bij|aan|van|voor|met|naar|om|waar|daar|die|dat|hij|zij|ze|ik|wij|we|boven|beneden|hoog|links|rechts|achter"
    r"|tussen|sinds|tijdens|soms|altijd|samen|steeds|eens|ook|nog|alleen|morgen|gisteren|vandaag"
)
_COUNTS_ONE = rf" (?!(?:{_GOES_ON})\b)[a-z]"
_COUNTS_MORE = rf" (?:[a-z]{{2,20}}e )?(?!(?:{_GOES_ON})\b)[a-z\u00e0-\u00ff]{{1,30}}(?:en|s)\b"
_HOUSE = (
    rf"(?:,? (?:nr\.?|nummer|huisnummer) (?:\d{{1,5}}(?:-?\d{{1,3}}|-?[A-Za-z])?|(?i:{_TENS.pattern}|{_ONE}))\b"
    rf"| \d{{1,5}}(?:-?\d{{1,3}}|-?[A-Za-z])?\b| (?i:[ée]én)\b(?!{_COUNTS_ONE})"
    rf"|(?! (?i:[ée][ée]n)\b) (?i:{_TENS.pattern}|{_ONE})\b(?!{_COUNTS_MORE}))"
    rf"(?! ?%|[.,:]\d|-\d|{_COUNT})"
)
#: A postcode by itself; in small letters only when written as one word, and not as an amount: "1500ml".
_POSTCODE = re.compile(
    r"\b[1-9]\d{3}(?:[ \u00a0]?(?!(?:SA|SD|SS)\b)[A-Z]{2}"
    r"|(?!(?:sa|sd|ss|km|cm|mm|kg|mg|ml|cl|kb|mb|gb|st|de|en)\b)[a-z]{2})\b"
)
_SHAPES: tuple[tuple[PersonalDataKind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        PersonalDataKind.EMAIL,
        re.compile(r"\b[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}\b"),
        _always,
    ),
    (
        PersonalDataKind.IBAN,
        re.compile(rf"\b[A-Za-z]{{2}}\d{{2}}(?:{_GAP}[A-Za-z0-9]{{2,4}}){{3,8}}\b"),
        _is_iban,
    ),
    (
        PersonalDataKind.PHONE,
        re.compile(
            rf"(?<![\d+])(?<![A-Z]{{4}} ){_NO_DATE}(?:(?:\+|00)31[ \u00a0.-]?(?:\(0\)[ \u00a0.-]?)?|0)"
            rf"\(?[1-9](?:{_BETWEEN}\d){{8}}(?!\d)"
        ),
        _is_phone,
    ),
    (
        PersonalDataKind.PHONE,
        re.compile(
            rf"\b{_NO_DATE}(?:(?i:nul|plus[ -]?eenendertig)|0\d{{0,3}})"
            rf"(?:[ ,./\u2010-\u2014-]{{1,3}}(?:{_SAID.pattern})(?!\d)){{3,10}}"
        ),
        _is_spoken_phone,
    ),
    (
        PersonalDataKind.BSN,
        re.compile(r"(?<![\d.,-])(?:\d{9}|\d{8}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})(?![\d-]|[.,]\d)"),
        _passes_eleven_test,
    ),
    (
        PersonalDataKind.ADDRESS,
        re.compile(
            r"\b[1-9]\d{3}[ \u00a0]?(?!(?:SA|SD|SS)\b)[A-Z]{2}\b[ \u00a0,;:]{0,3}"
            r"(?:nr\.?|nummer|huisnummer)?[ \u00a0]?\d{1,5}(?:[ \u00a0-]?[A-Za-z]{1,2}\b)?"
            r"|\b[1-9]\d{3}[ \u00a0]?(?!(?:SA|SD|SS)\b)[A-Z]{2}\b"
            r"[^.!?\n]{1,60}?\b(?:huis)?(?:nummer|nr\.?) ?\d{1,5}[A-Za-z]?\b"
            r"|\b[A-Z][A-Za-z\u00c0-\u017f'.-]{2,40}(?:straat|laan|weg|plein|kade|gracht|dijk|hof|singel|pad|plantsoen|dreef)"
            r" \d{1,5}[A-Za-z]?\b[ \u00a0,;]{1,3}[1-9]\d{3}[ \u00a0]?[A-Z]{2}\b"
        ),
        _always,
    ),
    (
        PersonalDataKind.ADDRESS,
        re.compile(
            r"\b(?:[A-Z][a-z\u00c0-\u017f'.-]{2,40}(?:straat|laan|weg|plein|kade|gracht|dijk|hof|singel|pad|plantsoen|dreef|steeg)"
            rf"|[a-z]{{3,30}}(?:straat|laan|plein|gracht|singel|steeg)){_HOUSE}"
        ),
        _always,
    ),
)
