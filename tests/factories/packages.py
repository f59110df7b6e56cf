"""Folders of programmes for tests: a second programme with another card, and a sync of whatever stands in a folder."""

from lms.kernel.db import db
from lms.programme.sync import PROGRAMMES

OTHER_PROGRAMME = """\
title = "Gezond in het dorp"
summary = "Een ander programma."
capacity = 6

[[phases]]
key = "jaar-1"
title = "Jaar 1"
begins_on = 2027-01-01
ends_on = 2027-12-31

[[themes]]
key = "eten"
title = "Samen eten"

[[themes]]
key = "bewegen"
title = "Samen bewegen"

[[tranches]]
number = 1
title = "Eerste dorpen"
capacity = 2
"""
OTHER_CARD = """\
title = "Dorpskaart"
source = "Het dorpenplatform, 2026"
version = "3"

[[phases]]
key = "kijken"
title = "Kijken"
summary = "rondlopen"
opens = true

[[phases.steps]]
key = "rondje"
title = "Een rondje lopen"
goal = "Je loopt door het dorp."
themes = [2]
questions = ["Wat zie je?"]
signs = ["Je liep een rondje."]
decision = "Waar lopen we?"

[[phases.steps.small_steps]]
key = "schoenen"
title = "Trek je schoenen aan"
text = "Ga naar buiten."
minutes = 10

[[phases]]
key = "samen"
title = "Samen"
summary = "doen"
opens = false

[[phases.steps]]
key = "koken"
title = "Samen koken"
goal = "Je kookt met buren."

[[phases.steps]]
key = "eten"
title = "Samen eten"
goal = "Je eet met buren."
"""
OTHER_MILESTONES = """\
[[organisations]]
slug = "dorpenplatform"
name = "Het dorpenplatform"
kind = "other"

[[milestones]]
key = "soep"
number = 1
phase = "jaar-1"
title = "De eerste \\"soepavond\\" is geweest"
owner = "dorpenplatform"

[[milestones]]
key = "tuin"
number = 2
phase = "jaar-1"
title = "Er is een tuin"
"""
OTHER_RISKS = """\
[[risks]]
key = "regen"
number = 1
title = "Het regent"
measures = ["We eten binnen.", "We kopen een tent."]

[[risks]]
key = "winter"
number = 2
title = "Het is winter"
aware_only = true
"""


def written(root, programme=OTHER_PROGRAMME, card=OTHER_CARD, slug="dorpen", **more):
    """Write a programme below a root; ``more`` are its other files, such as ``milestones``."""
    folder = root / "lms/programme/packages" / slug
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"programme": programme, "card": card, **more}.items():
        (folder / f"{name}.toml").write_text(text)
    return root


def synced(root):
    """Bring the programmes below a root into the database, and return the plan that was carried out."""
    packages, problems = PROGRAMMES.read(root)
    assert [str(problem) for problem in problems if problem.level == "error"] == []
    plan = PROGRAMMES.plan(packages)
    PROGRAMMES.apply(packages, plan, None)
    db.session.commit()
    return plan
