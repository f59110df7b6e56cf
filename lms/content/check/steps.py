"""Steps of action cards: modules and methods name those they belong to, and only programmes know which there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from flask_babel import gettext as _

from lms.content.problems import Origin, Problem

Steps = Mapping[str, Sequence[str]]


@runtime_checkable
class Stepped(Protocol):
    """A package that says to which steps it belongs, and where it says so."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys it names."""

    def at(self, key: str) -> Origin:
        """Return where it says something."""


def step_problems(packages: Iterable[Stepped], known: Steps) -> Iterator[Problem]:
    """Find steps that are on no card; ``known`` gives the keys of the steps by the slug of their programme.

    It says ``step``, on the card of any programme, or ``programme/step``.
    """
    everywhere = tuple(dict.fromkeys(key for keys in known.values() for key in keys))
    for package in packages:
        for given in filter(None, package.steps):
            programme, slash, key = given.rpartition("/")
            if key not in (known.get(programme, ()) if slash else everywhere):
                message = _(
                    "De stap '%(given)s' staat op geen actiekaart. Kies uit: %(known)s.",
                    given=given,
                    known=", ".join(_offered(programme, known) if slash else everywhere),
                )
                yield Problem(package.at("steps"), "step-unknown", message)


def _offered(programme: str, known: Steps) -> list[str]:
    slugs = [programme] if programme in known else list(known)
    return [f"{slug}/{key}" for slug in slugs for key in known[slug]]


def together(*told: Steps) -> dict[str, tuple[str, ...]]:
    """Return the steps that several places know, each once, by programme."""
    found: dict[str, tuple[str, ...]] = {}
    for steps in told:
        for programme, keys in steps.items():
            found[programme] = tuple(dict.fromkeys((*found.get(programme, ()), *keys)))
    return found
