"""The answer to a visitor who left an address."""

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous
from lms.home import commands
from lms.kernel.db import db
from tests.factories.mail import mails_about
from tests.factories.people import a_person
from tests.home.test_remarks import a_remark


def test_the_mail_to_a_visitor_greets_quotes_answers_and_says_who_writes(database):
    remark = a_remark(Anonymous(), address="naima@example.org", text="Mag de knop groter?\nIk zie hem slecht.")

    commands.answer_remark(remark, by=a_person(Role.EDITOR), text="Ja, dat doen we.")
    db.session.commit()

    (mail,) = mails_about("remark_answered")
    assert mail.subject == "Er is een antwoord op je bericht"
    assert mail.text == (
        "Hallo,\n\nJa, dat doen we.\n\nJe schreef ons:\n> Mag de knop groter?\n> Ik zie hem slecht.\n\n"
        "Groet,\nhet team van Kringwijs\n"
    )
