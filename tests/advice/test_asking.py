"""Asking: every question gets a number of its own, whatever is drawn."""

from itertools import chain

import pytest
from sqlalchemy import select

from lms.advice.commands import asking
from lms.advice.commands.asking import ask
from lms.advice.commands.offering import Seen, weigh
from lms.advice.commands.recording import lay_down
from lms.advice.enums import Channel, SignalSource
from lms.advice.models import Advice
from lms.kernel.chance import new_digits, new_uid
from lms.kernel.clock import today
from lms.kernel.db import db

SEEN = Seen(SignalSource.VISIT, "De stap staat stil.", "Jullie zoeken mensen.")
WAYS = {
    "asked": lambda here, by, said: ask(here, "Mag dit?", by=by, **said),
    "unasked": lambda here, by, said: weigh(here, SEEN, by=here.adviser, **said),
    "spoken": lambda here, by, said: lay_down(
        here, "Ga langs.", asked=True, day=today(), channel=Channel.PHONE, by=here.adviser, **said
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_number_that_is_taken_is_drawn_again(monkeypatch, wijk, samira, way):
    draws = chain(["11111111"] * 4, iter(lambda: new_digits(8), None))
    monkeypatch.setattr(asking, "new_digits", lambda _count: next(draws))

    for _time in range(2):
        WAYS[way](wijk, samira, {"form_key": new_uid(24), "origin": "test"})
    db.session.commit()

    numbers = db.session.scalars(select(Advice.number).order_by(Advice.id)).all()
    assert (numbers[0], len(set(numbers))) == ("11111111", 2)
