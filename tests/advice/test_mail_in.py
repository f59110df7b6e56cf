"""An answer by mail: kept for who may write, refused once and clearly, and no robot ever gets an answer."""

from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.advice.cli import advice_group
from lms.advice.commands.confidential import mark_confidential
from lms.advice.commands.mail_in import REFUSED, Outcome, take_in
from lms.advice.commands.talking import write, write_note
from lms.advice.enums import Channel
from lms.advice.models import AdviceFile, AdviceMessage, ReplyAddress
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.incoming_mail import MOST_BYTES, Unreadable
from lms.kernel.postman import compose
from lms.programme.commands.teams import end_membership
from lms.programme.models import TeamMember
from tests.advice.test_files import PDF, a_photo
from tests.factories.advice import a_question, answered
from tests.factories.mail import mails_about
from tests.programme.people_here import again

DOMAIN = "antwoord.example.nl"
CANARY = "kanarie-notitie"


@pytest.fixture
def domain(app, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], reply_domain=DOMAIN))


@pytest.fixture
def advice(domain, wijk, samira, joost):
    asked = a_question(wijk, samira)
    write_note(asked, CANARY, by=joost, form_key=new_uid(24))
    return answered(asked, joost, "Ga naar de mensen toe.")


@pytest.fixture
def address(advice):
    return mails_about("advice.answered")[0].reply_to


def a_mail(sender, to, text="Dank je, dat doen we.", *, id="1", html="", files=(), **headers):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, to, "Re: antwoord", f"<{id}@example.nl>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if text is not None:
        mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html") if text is not None else mail.set_content(html, subtype="html")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def said():
    rows = db.session.scalars(select(AdviceMessage).order_by(AdviceMessage.id))
    return [(row.text, row.channel, row.by_id) for row in rows]


def told_why():
    return [(mail.recipient_uid, mail.text) for mail in mails_about(REFUSED)]


def test_an_answer_by_mail_is_a_message_of_who_wrote_it(advice, address, samira, joost):
    below = f"\n\nOp ma 23 nov 2026 om 10:12 schreef Kringwijs <{address}>:\n> Ga naar de mensen toe.\n"

    outcome = take_in(a_mail(f"Samira <{samira.email.upper()}>", address, "Dank je, dat doen we." + below))

    assert (outcome, said()) == (Outcome.KEPT, [("Dank je, dat doen we.", Channel.MAIL, samira.id)])
    [mail] = mails_about("advice.wrote")
    assert (mail.recipient_uid, mail.reply_to != address, told_why()) == (joost.uid, True, [])


def test_a_mail_carries_what_was_written_and_no_note_and_an_address_of_its_own(advice, address, samira, joost):
    [mail] = mails_about("advice.answered")
    [asked] = mails_about("advice.asked")

    assert mail.text.startswith("--- Antwoord boven deze regel ---\n\nHallo Samira Bennani,")
    assert ("Ga naar de mensen toe." in mail.text, CANARY in mail.text + asked.text) == (True, False)
    assert compose(mail, "Kringwijs <noreply@example.nl>")["Reply-To"] == address
    assert (asked.reply_to.endswith(f"@{DOMAIN}"), asked.reply_to == address) == (True, False)


def test_each_mail_to_the_same_person_about_the_same_advice_has_the_same_address(advice, address, wijk, joost):
    write(advice, wijk, "Nog iets.", by=joost, origin="test", form_key=new_uid(24))

    assert {mail.reply_to for mail in mails_about("advice.wrote")} == {address}
    assert address not in {row.token_digest for row in db.session.scalars(select(ReplyAddress))}


def test_without_a_domain_a_mail_says_where_to_answer(wijk, samira, joost):
    answered(a_question(wijk, samira), joost, "Ga naar de mensen toe.")

    [mail] = mails_about("advice.answered")
    assert (mail.reply_to, "Ga naar de mensen toe." in mail.text) == (None, False)
    assert "Op deze mail kun je niet antwoorden. Antwoorden kan op de pagina." in mail.text
    assert db.session.scalar(select(func.count()).select_from(ReplyAddress)) == 0


def test_the_same_mail_delivered_twice_is_one_message(advice, address, samira):
    raw = a_mail(samira.email, address, files=[("plan.pdf", PDF)])

    outcomes = [take_in(raw), take_in(raw)]

    assert (outcomes, len(said())) == ([Outcome.KEPT, Outcome.KEPT], 1)
    assert db.session.scalar(select(func.count(AdviceFile.id))) == 1
    assert len(mails_about("advice.wrote")) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x=y"},
        {"Precedence": "bulk"},
        {"List_Id": "<lijst.example.nl>"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
    ],
)
def test_what_nobody_wrote_is_dropped_without_a_word(advice, address, samira, headers):
    assert take_in(a_mail(samira.email, address, **headers)) is Outcome.DROPPED
    assert take_in(a_mail(samira.email, f"advies+{'0' * 32}@{DOMAIN}", **headers)) is Outcome.DROPPED
    assert (said(), told_why()) == ([], [])


def test_our_own_mail_never_comes_back_in(advice, address):
    [mail] = mails_about("advice.answered")
    message = compose(mail, "Kringwijs <noreply@example.nl>")
    message.replace_header("To", address)

    assert (take_in(bytes(message)), take_in(a_mail(address, address))) == (Outcome.DROPPED, Outcome.DROPPED)
    assert (said(), told_why()) == ([], [])


def test_an_address_in_other_hands_is_useless_and_its_owner_hears_of_it_once_a_day(advice, address, samira, joost):
    outcomes = [take_in(a_mail(who, address, id=f"{who}")) for who in ("vreemd@example.org", joost.email)]

    assert (outcomes, said()) == ([Outcome.REFUSED] * 2, [])
    [(owner, text)] = told_why()
    assert (owner, f"niet vanaf {samira.email}" in text, "Dank je" in text) == (samira.uid, True, False)


def test_a_stranger_with_a_guessed_address_hears_nothing_and_who_we_know_does_once(advice, samira):
    guessed = f"advies+{'a' * 32}@{DOMAIN}"

    outcomes = [take_in(a_mail(who, guessed)) for who in ("vreemd@example.org", samira.email, samira.email)]

    assert outcomes == [Outcome.DROPPED, Outcome.REFUSED, Outcome.REFUSED]
    assert [(uid, "werkt niet meer" in text) for uid, text in told_why()] == [(samira.uid, True)]


def test_who_left_the_team_writes_no_more(advice, address, samira, joost):
    member = db.session.scalars(select(TeamMember).where(TeamMember.person_id == samira.id)).one()
    end_membership(member, by=joost, origin="test")
    db.session.commit()

    assert take_in(a_mail(samira.email, address)) is Outcome.REFUSED
    assert (said(), len(told_why())) == ([], 1)


def test_an_account_that_closed_writes_no_more_and_gets_no_mail(advice, address, samira):
    samira.active = False
    db.session.commit()

    assert (take_in(a_mail(samira.email, address)), said(), told_why()) == (Outcome.DROPPED, [], [])


def test_confidential_advice_is_in_no_mail_and_takes_none(advice, address, wijk, samira, joost):
    mark_confidential(advice, [], "Over iemand.", by=again(samira), origin="test")
    write(advice, wijk, "Geheim.", by=again(joost), origin="test", form_key=new_uid(24))
    db.session.commit()

    outcome = take_in(a_mail(samira.email, address))

    [mail] = mails_about("advice.wrote")
    assert (mail.reply_to, "Geheim" in mail.text, outcome, len(said())) == (None, False, Outcome.REFUSED, 1)
    [(_uid, text)] = told_why()
    assert ("Dit is vertrouwelijk." in text, f"/advies/{advice.number}" in text, advice.title in text) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ({"text": None, "html": "<p>Ja</p>"}, "geen gewone tekst"),
        ({"text": "> alleen aangehaald"}, "geen gewone tekst"),
        ({"text": "ja " * 2000}, "Er passen 4000 tekens"),
        ({"text": "Het gaat om 111222333."}, "burgerservicenummer"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason_and_the_page(advice, address, samira, mail, words):
    assert take_in(a_mail(samira.email, address, **mail)) is Outcome.REFUSED

    [(_uid, text)] = told_why()
    assert (words in text, f"/advies/{advice.number}" in text, said()) == (True, True, [])


def test_the_plain_words_are_taken_and_the_layout_is_not(advice, address, samira):
    take_in(a_mail(samira.email, address, "Ja.", html="<p>Ja <script>x</script></p>"))

    assert [text for text, *_rest in said()] == ["Ja."]


def test_documents_come_along_and_what_does_not_is_named(advice, address, samira):
    files = [("plan.pdf", PDF), ("foto.jpg", a_photo()), ("virus.exe", b"MZ\x90" * 50)]

    outcome = take_in(a_mail(samira.email, address, files=files))

    assert (outcome, db.session.scalars(select(AdviceFile.file_name)).all()) == (Outcome.KEPT, ["plan.pdf"])
    [(_uid, text)] = told_why()
    assert "Je bericht is bewaard. Dit kwam niet mee: foto.jpg, virus.exe" in text


NONSENSE = st.one_of(
    st.binary(max_size=400),
    st.builds(
        lambda head, body: "".join(f"{name}: {value}\r\n" for name, value in head).encode("utf-8", "replace") + body,
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["From", "To", "Content-Type", "Content-Transfer-Encoding", "Message-ID", "Date", "Cc"]
                ),
                st.one_of(
                    st.text(max_size=60),
                    st.sampled_from(
                        [
                            "multipart/mixed; boundary=x",
                            "text/plain; charset=nee",
                            "base64",
                            "=?utf-8?b?zzz",
                            "<a@b>, <",
                            "x@y",
                        ]
                    ),
                ),
            ),
            max_size=6,
        ),
        st.sampled_from(
            [b"\r\n--x\r\n\r\n--x--", b"\r\n\xff\xfe", b"", b"\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n"]
        ),
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(NONSENSE)
def test_nonsense_is_dropped_or_called_no_mail(advice, raw):
    with suppress(Unreadable):
        assert take_in(raw) is Outcome.DROPPED
    assert (said(), told_why()) == ([], [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["utf-8", "nee", "utf-16", "\u00e9"]))
def test_a_known_address_with_nonsense_in_the_body_never_fails(advice, address, samira, body, charset):
    kind = f"Content-Type: text/plain; charset={charset}"
    head = f"From: {samira.email}\r\nTo: {address}\r\nMessage-ID: <{new_uid()}>\r\n{kind}\r\n\r\n"

    assert take_in(head.encode() + body) in {Outcome.KEPT, Outcome.REFUSED}


@pytest.mark.parametrize("sign", ["\x00", "\x0b\x07", "\ufffe", "\u202e", "👨‍👩‍👧"])
def test_signs_that_no_database_keeps_are_left_out_and_the_words_stay(advice, address, samira, sign):
    kind = "Content-Type: text/plain; charset=utf-8"
    head = f"From: {samira.email}\r\nTo: {address}\r\nMessage-ID: <{new_uid()}{sign}>\r\n{kind}\r\n\r\n"

    outcome = take_in(f"{head}Dank{sign} je.".encode())

    [(text, _channel, _by)] = said()
    assert (outcome, text.startswith("Dank"), text.endswith("je.")) == (Outcome.KEPT, True, True)
    assert "\x00" not in text


def test_the_command_says_with_its_status_what_became_of_a_mail(app, advice, address, samira):
    runner = app.test_cli_runner()

    statuses = [
        runner.invoke(advice_group, ["mail-in"], input=raw).exit_code
        for raw in (
            a_mail(samira.email, address),
            a_mail(samira.email, address, "groot", id="2", files=[("groot.pdf", PDF + b"0" * MOST_BYTES)]),
            a_mail("vreemd@example.org", "iemand@example.org"),
            b"",
        )
    ]

    assert (statuses, len(said())) == ([0, 0, 0, 65], 1)
    assert ["Je mail is te groot" in text for _uid, text in told_why()] == [True]


def test_the_command_does_nothing_where_no_mail_comes_in(app, database):
    assert app.test_cli_runner().invoke(advice_group, ["mail-in"], input=b"From: a@b\r\n\r\nx").exit_code == 78
