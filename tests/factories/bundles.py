"""Bundles for tests, made by the commands."""

from lms.accounts.enums import Role
from lms.advice.commands.bundle_answers import answer_bundle, approve_bundle
from lms.advice.commands.bundling import begin_bundle, put_in
from lms.advice.enums import Certainty
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.programme.queries.neighbourhoods import first_programme
from tests.factories.advice import a_question
from tests.factories.programme import a_member, a_neighbourhood

PLACES = {"Oosterveld": "Samira Bennani", "Zandwijk": "Peter de Groot", "Kleipolder": "Fatma Yilmaz"}


def askers(adviser, step="wijk", names=PLACES, **more):
    """Let a neighbourhood of each name ask about the same step; by its name: neighbourhood, director and question."""
    found = {}
    for place, person in names.items():
        here = a_neighbourhood(place, adviser=adviser)
        director = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name=person)
        found[place] = (here, director, a_question(here, director, f"Mag het in {place} ook?", step_key=step, **more))
    return found


def a_bundle(adviser, questions=(), title="Rookvrije pleinen", question="Mag een plein rookvrij zijn?", **more):
    """Let an adviser bundle questions."""
    said = {"by": adviser, "origin": "test"}
    bundle = begin_bundle(first_programme(), title, question, form_key=new_uid(24), **more, **said)
    for each in questions:
        put_in(bundle, each, **said)
    db.session.commit()
    return bundle


def an_answer(bundle, writer, reader, text="Ja, de gemeente beslist."):
    """Let one adviser write the answer for all, and another read it."""
    answer_bundle(bundle, text, Certainty.LIKELY, seen=bundle.serial, by=writer, origin="test")
    if reader is not None:
        approve_bundle(bundle, seen=bundle.serial, by=reader, origin="test")
    db.session.commit()
    return bundle
