"""The pages of a part: reading, answering, going on; and what must never go wrong there."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.models import (
    AssignmentDone,
    ModuleProgress,
    Part,
    PartCompletion,
    QuestionAnswer,
    Reflection,
    ScenarioWalk,
)  # fmt: skip
from tests.factories.people import a_person
from tests.factories.training import (
    ASSIGNMENT,
    EASY,
    FULL,
    QUESTION,
    REFLECT,
    SCENARIO,
    a_module,
    a_package,
    a_part,
    a_quiz,
    sync,
    without,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("database")

Q1 = QUESTION.replace("{uid}", "{uid}-q1")
FIRST = "/modules/wat-doet-roken/les-1/deel-1"
SECOND = "/modules/wat-doet-roken/les-1/deel-2"
WORK = "/modules/wat-doet-roken/delen/wdr-1/1"
RICH = (a_part("wdr-1", FULL, Q1, REFLECT, EASY), a_part("wdr-2", SCENARIO), a_part("wdr-3", ASSIGNMENT))


@pytest.fixture
def learner(browser):
    """A social worker who is signed in."""
    person = a_person(Role.SOCIAL_WORKER, name="Dennis de Vries")
    browser.sign_in(person)
    return person


def rows(table):
    return db.session.scalars(select(table).execution_options(populate_existing=True)).all()


def radio(html, words):
    """Return the value of the answer with these words."""
    return re.search(r'value="([^"]*)"[^>]*>\s*<span>' + re.escape(words), html)[1]


def test_a_part_shows_its_text_question_and_sources(browser, learner):
    a_module(*RICH)

    page = browser.open(FIRST)

    for words in (
        "Ron drinkt koffie.",
        "<strong>Elke</strong>",
        "Roken heeft twee kanten.",
        "Unity, 2024",
        "Deel 1 van 3",
    ):
        assert words in page
    assert "Wat vraag je?" not in page  # the question of the easy twin
    assert 'alt="Ron drinkt koffie."' in page


def test_blocks_stand_in_the_order_of_the_author_and_what_is_told_can_be_listened_to(browser, learner):
    a_module(a_part("wdr-1", "Eerst dit.\n", REFLECT, "Dan pas dat.\n"))

    page = browser.open(FIRST)

    assert page.index("Eerst dit.") < page.index("Welke gewoonte heb jij?") < page.index("Dan pas dat.")
    assert page.count('<div class="kw-told">') == 2
    assert 'data-listen-target="h1, .kw-lesson__see, #deel"' in page


def test_a_fact_names_its_source_where_it_stands(browser, learner):
    a_module(*RICH)

    page = browser.open(FIRST)

    assert page.index("Roken heeft twee kanten.") < page.index("<figcaption>Bron: Unity, 2024</figcaption>")
    assert page.index("<figcaption>Bron: Unity, 2024</figcaption>") < page.index("Die hand weet het eerder dan ik.")


def test_going_on_completes_the_part_and_leads_to_the_next(browser, learner):
    a_module(*RICH)

    response = browser.submit(WORK, do="next")

    assert response.headers["Location"] == SECOND
    [completion], [record] = rows(PartCompletion), rows(ModuleProgress)
    assert (completion.person_id, completion.version, completion.twin) == (learner.id, 1, "regular")
    assert (record.parts, record.last_part, record.done_count, record.total_count) == ({"wdr-1": 1}, "wdr-1", 1, 4)


def test_sending_the_same_thing_twice_counts_once(browser, learner):
    a_module(*RICH)

    first = browser.submit(WORK, do="next")
    second = browser.submit(WORK, do="next")

    assert first.headers["Location"] == second.headers["Location"]
    assert len(rows(PartCompletion)) == 1
    assert rows(ModuleProgress)[0].done_count == 1


def test_an_answer_gets_its_own_explanation_and_the_latest_counts(browser, learner):
    a_module(*RICH)
    page = browser.open(FIRST)
    good, other = radio(page, "Wanneer rook je?"), radio(page, "Waarom stop je niet?")

    browser.submit(WORK, do="check:wdr-1-q1", **{"wdr-1-q1": other})
    response = browser.submit(WORK, do="check:wdr-1-q1", **{"wdr-1-q1": good})

    assert response.headers["Location"] == f"{FIRST}#wdr-1-q1-antwoord"
    page = browser.follow(response)
    assert "Je bent nieuwsgierig." in page
    assert "Dat vragen veel mensen." not in page
    [answer] = rows(QuestionAnswer)
    assert (answer.given, answer.right, answer.version) == ([good], True, 1)


def test_asking_to_check_nothing_says_what_to_do_and_keeps_the_rest(browser, learner):
    a_module(*RICH)

    response = browser.submit(WORK, 422, do="check:wdr-1-q1", **{"wdr-1-r1": "Koffie."})

    assert "Kies een van de antwoorden." in response.text
    assert "Koffie.</textarea>" in response.text
    assert rows(Reflection) == []


def test_what_was_typed_is_kept_whatever_button_was_pressed(browser, learner):
    a_module(*RICH)
    page = browser.open(FIRST)

    browser.submit(WORK, do="next", **{"wdr-1-r1": "Koffie.", "wdr-1-q1": radio(page, "Wanneer rook je?")})

    assert [row.text for row in rows(Reflection)] == ["Koffie."]
    assert [row.right for row in rows(QuestionAnswer)] == [True]


def test_two_tabs_that_both_wrote_are_both_kept(browser, learner):
    a_module(*RICH)
    shown = mark(browser.open(FIRST))
    browser.submit(WORK, do="keep", **{"wdr-1-r1": "Een.", "wdr-1-r1.shown": shown})

    browser.submit(WORK, do="keep", **{"wdr-1-r1": "Twee.", "wdr-1-r1.shown": shown})
    browser.submit(WORK, do="next", **{"wdr-1-r1": "", "wdr-1-r1.shown": shown})

    assert [row.text for row in rows(Reflection)] == ["Een.\n\nTwee."]


def test_somebody_who_wrote_in_two_tabs_is_told_that_both_are_kept_and_once(browser, learner):
    a_module(*RICH)
    shown = mark(browser.open(FIRST))
    sent = [{"do": "next", "wdr-1-r1": words, "wdr-1-r1.shown": shown} for words in ("Een.", "Twee.", "Twee.")]

    pages = [browser.follow(browser.submit(WORK, **fields)) for fields in sent]

    assert ["we hebben beide teksten bewaard" in page for page in pages] == [False, True, False]
    assert [row.text for row in rows(Reflection)] == ["Een.\n\nTwee."]


def test_saving_a_thought_leads_to_the_line_that_says_so(browser, learner):
    a_module(*RICH)
    before = browser.open(FIRST)

    response = browser.submit(WORK, do="keep:wdr-1-r1", **{"wdr-1-r1": "Koffie.", "wdr-1-r1.shown": mark(before)})

    page = browser.follow(response)
    assert "Bewaard." not in before
    assert response.headers["Location"] == f"{FIRST}#wdr-1-r1-bewaard"
    assert re.search(r'id="wdr-1-r1-bewaard".*?Bewaard\. Alleen jij kunt dit lezen\.', page, re.DOTALL)


def test_after_the_last_part_the_quiz_is_named_when_it_is_left(browser, learner):
    a_module(a_part("wdr-1", "Tekst.\n"), quiz=a_quiz("wdr-toets"))

    page = browser.follow(browser.submit(WORK, do="next"))

    assert "Je hebt alle delen gedaan. Nu de toets." in page


def test_a_thought_can_be_taken_away(browser, learner):
    a_module(*RICH)
    browser.submit(WORK, do="keep", **{"wdr-1-r1": "Een.", "wdr-1-r1.shown": mark(browser.open(FIRST))})

    browser.submit(WORK, do="keep", **{"wdr-1-r1": "", "wdr-1-r1.shown": mark(browser.open(FIRST))})

    assert rows(Reflection) == []


def mark(page):
    return re.search(r'name="wdr-1-r1.shown" value="([^"]*)"', page)[1]


def test_a_telephone_number_in_a_thought_is_asked_about_once(browser, learner):
    a_module(*RICH)
    text = {"wdr-1-r1": "Bel Ron op 06-12345678"}

    asked = browser.submit(WORK, 422, do="next", **text)
    browser.submit(WORK, do="next", **text, **{"wdr-1-r1.sure": "1"})

    assert "Haal het liever weg" in asked.text
    assert [row.text for row in rows(Reflection)] == ["Bel Ron op 06-12345678"]


def test_nobody_reads_the_thoughts_of_somebody_else(browser, learner):
    a_module(*RICH)
    browser.submit(WORK, do="keep", **{"wdr-1-r1": "Alleen voor mij."})

    browser.sign_in(a_person(Role.EDITOR))

    assert "Alleen voor mij." not in browser.open(FIRST)


def test_a_scenario_goes_step_by_step_and_ends_with_an_own_sentence(browser, learner):
    a_module(*RICH)
    work = "/modules/wat-doet-roken/delen/wdr-2/1"

    first = browser.submit(work, do="say:wdr-2-s1:0:0")
    page = browser.follow(first)
    browser.submit(work, do="say:wdr-2-s1:0:0")  # the same press, once more
    end = browser.follow(browser.submit(work, do="say:wdr-2-s1:1:0"))
    browser.submit(work, do="keep", **{"wdr-2-s1-r": "Mag ik even bij je staan?"})

    assert first.headers["Location"] == f"{SECOND}#wdr-2-s1-stap-1"
    assert "Je vroeg of het mocht." in page
    assert "Wat zou jouw eigen zin zijn?" in end
    [walk] = rows(ScenarioWalk)
    assert (walk.choices, walk.sentence) == ([0, 0], "Mag ik even bij je staan?")


def test_going_back_in_a_scenario_takes_the_other_road(browser, learner):
    a_module(*RICH)
    work = "/modules/wat-doet-roken/delen/wdr-2/1"
    for act in ("say:wdr-2-s1:0:0", "say:wdr-2-s1:1:0", "say:wdr-2-s1:0:1"):
        browser.submit(work, do=act)

    assert [walk.choices for walk in rows(ScenarioWalk)] == [[1]]


@pytest.mark.parametrize("said", ["²:0", "0:²", f"{'9' * 5000}:0", f"0:{'9' * 5000}", "-1:0", "٣:0", "0", "", "0:0:0"])
def test_what_no_button_of_a_scenario_sends_changes_nothing(browser, learner, said):
    a_module(*RICH)

    response = browser.submit("/modules/wat-doet-roken/delen/wdr-2/1", do=f"say:wdr-2-s1:{said}")

    assert (response.status_code, response.headers["Location"]) == (303, SECOND)
    assert rows(ScenarioWalk) == []


def test_an_assignment_is_done_once_and_can_be_opened_again(browser, learner):
    a_module(*RICH)
    work = "/modules/wat-doet-roken/delen/wdr-3/1"

    for act in ("done:wdr-3-a1", "done:wdr-3-a1"):
        browser.submit(work, do=act)
    done, summary = len(rows(AssignmentDone)), rows(ModuleProgress)[0].done_count
    browser.submit(work, do="undone:wdr-3-a1")

    assert (done, summary) == (1, 1)
    assert (rows(AssignmentDone), rows(ModuleProgress)[0].done_count) == ([], 0)


def test_the_easy_twin_is_remembered_and_shares_progress(browser, learner):
    a_module(*RICH)

    page = browser.follow(browser.submit(WORK, do="twin:easy"))
    browser.submit(WORK, do="next")

    assert "Wat vraag je?" in page
    assert "Wat vraag je Ron?" not in page
    assert [row.twin for row in rows(PartCompletion)] == ["easy"]
    assert "Wat vraag je Ron?" in browser.follow(browser.submit(WORK, do="twin:regular"))
    assert rows(ModuleProgress)[0].parts == {"wdr-1": 1}


def test_a_key_person_gets_the_easy_twin(browser):
    a_module(*RICH)
    browser.sign_in(a_person(Role.KEY_PERSON))

    assert "Wat vraag je?" in browser.open(FIRST)


def test_a_part_that_moved_is_found_from_its_old_address(browser, learner):
    package = a_package(*RICH)
    sync(package)
    sync(a_package(RICH[1], RICH[0], RICH[2]))  # deel-1 and deel-2 change places

    page = browser.client.get("/modules/wat-doet-roken/delen/wdr-1")

    assert page.headers["Location"] == SECOND
    assert browser.submit(WORK, do="next").headers["Location"] == "/modules/wat-doet-roken/les-1/deel-3"


def test_a_part_retired_while_it_was_open_counts_and_says_so(browser, learner):
    package = a_package(*RICH)
    sync(package)
    sync(without(package, "wdr-1"))

    response = browser.submit(WORK, do="next")
    page = browser.follow(response)

    assert "Dit deel hoort niet meer bij de module. Wat je deed, telt mee." in page
    assert rows(ModuleProgress)[0].parts == {"wdr-1": 1}
    assert "Wat je hier deed, is bewaard" in browser.open(FIRST, 410)
    kept = browser.submit(WORK, do="keep", **{"wdr-1-r1": "Koffie."})
    assert "Wat je hier deed, is bewaard" in browser.open(kept.headers["Location"], 410)


def test_an_answer_to_an_older_text_is_kept_with_that_text(browser, learner):
    sync(a_package(*RICH))
    good = radio(browser.open(FIRST), "Wanneer rook je?")
    sync(a_package(a_part("wdr-1", Q1.replace("Wanneer rook je?", "Wanneer rook je dan?")), *RICH[1:]))

    response = browser.submit(WORK, do="check:wdr-1-q1", **{"wdr-1-q1": good})

    assert [row.version for row in rows(QuestionAnswer)] == [1]
    assert "Deze vraag is vernieuwd sinds je antwoord gaf." in browser.follow(response)


def test_drafts_and_unknown_addresses_are_not_found(browser, learner):
    a_module(*RICH, status="draft")

    for path in ("/modules/wat-doet-roken", FIRST, "/modules/wat-doet-roken/les-1/nergens", "/modules/nergens"):
        browser.open(path, 404)
    browser.submit(WORK, 404, do="next")
    browser.sign_in(a_person(Role.EDITOR))
    assert "Dit is een concept." in browser.open("/modules/wat-doet-roken")
    browser.open(FIRST)


def test_a_visitor_is_asked_to_sign_in(browser):
    a_module(*RICH)

    response = browser.client.get(FIRST)

    assert response.status_code == 303
    assert response.headers["Location"].startswith("/inloggen?next=")


def test_what_a_part_costs(browser, learner, statements):
    a_module(*RICH)
    page = browser.open(FIRST)
    browser.submit(WORK, do="keep", **{"wdr-1-r1": "Koffie.", "wdr-1-q1": radio(page, "Wanneer rook je?")})

    with statements(4):
        browser.open(FIRST)
    with statements(6):
        browser.submit(WORK, do="next")
    with statements(5):
        browser.submit("/modules/wat-doet-roken/delen/wdr-2/1", do="next")


def test_every_part_has_a_row_of_its_own():
    a_module(*RICH)

    assert len(rows(Part)) == 3
