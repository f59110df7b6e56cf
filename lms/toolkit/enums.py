"""The words of the toolkit that code decides on; what people read of them stands in ``queries/words.py``."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What an item is."""

    METHOD = "werkvorm"
    SCRIPT = "draaiboek"
    MATERIAL = "materiaal"
    EXAMPLE = "praktijkvoorbeeld"
    BACKGROUND = "achtergrond"
    INSTRUMENT = "meetinstrument"
    TRIAL = "proefversie"


class ItemStatus(StrEnum):
    """Where an item stands: nobody but editors sees a draft, and what was withdrawn keeps its page."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    """For whom it is."""

    RESIDENTS = "bewoners"
    KEY_PERSONS = "sleutelpersonen"
    PROFESSIONALS = "professionals"
    MUNICIPALITY = "gemeente"


class Setting(StrEnum):
    """Where it is done."""

    ROOM = "zaal"
    OUTSIDE = "buiten"
    HOME = "thuis"
    ONLINE = "online"


class Level(StrEnum):
    """How much experience it asks of who leads it."""

    STARTER = "starter"
    EXPERIENCED = "ervaren"


class Evidence(StrEnum):
    """What it rests on: practice, described reasons, or study."""

    PRACTICE = "praktijk"
    REASONED = "onderbouwd"
    STUDIED = "onderzocht"


class Change(StrEnum):
    """What a new version is: a mended word, or something a reader should know of."""

    TYPO = "typo"
    REAL = "real"


class DraftState(StrEnum):
    """Somebody writes, or waits for a second pair of eyes."""

    WRITING = "writing"
    IN_REVIEW = "in_review"


class Result(StrEnum):
    """How it went; a failure is as welcome."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"


class ReportState(StrEnum):
    """Who reads a report: nobody yet, everybody, or only its neighbourhood and those who look after the item."""

    WAITING = "waiting"
    PUBLIC = "public"
    INSIDE = "inside"


class RelationKind(StrEnum):
    """How items belong together."""

    FOLLOWS = "follows"
    COMBINES = "combines"
    ALTERNATIVE = "alternative"


class Verdict(StrEnum):
    """What a circle said of a trial version."""

    KEEP = "keep"
    ADAPT = "adapt"
    STOP = "stop"
