"""A folder becomes blocks, and everything in it knows its file and line."""

import pytest

from lms.content.blocks import Answer, Easy, Fact, Picture, Question, Text, walk
from lms.content.check.packages import read_and_check
from lms.content.pieces import minutes_of_easy
from lms.content.problems import Origin
from lms.content.read.desk import Desk
from lms.content.read.parts import Place, read_part, read_quiz
from lms.content.sources import SourcesText
from tests.factories.content import FILES, SHORT, a_content_root


def read(root):
    packages, problems = read_and_check(root, "modules")
    assert problems == []
    return packages[0]


def question(style, rows):
    desk = Desk()
    head = "---\nuid: a\ntitle: A\nminutes: 1\naudiences: [director]\n---\n"
    opening = "\n    uid: q\n".join(style.split("\n", 1)) if "\n" in style else f"{style}\n    uid: q"
    source = f"{head}/// question | {opening}\n\nWat?\n{rows}\n///\n"
    part = read_part(source, Place("l", 1, "a", "a.md"), desk)
    return part.blocks[0], desk.problems


def test_a_good_package_has_no_problems_and_is_read_whole(tmp_path):
    package = read(a_content_root(tmp_path))

    assert (package.uid, package.slug, package.steps, package.minutes) == ("m", "koffie", ("wijk",), 9)
    assert [(lesson.uid, lesson.folder) for lesson in package.lessons] == [("m-1", "1-koffie"), ("m-2", "2-thee")]
    assert [(part.uid, part.lesson, part.file) for part in package.parts] == [
        ("m-1-1", "m-1", "1-een-kop-koffie.md"),
        ("m-2-1", "m-2", "1-thee-bij-oma.md"),
    ]
    assert (package.quiz.draw, package.quiz.pass_mark, len(package.quiz.questions)) == (10, 70, 20)
    assert [(media.uid, media.width, media.height) for media in package.media] == [("m/media/koffie.svg", 480, 440)]


@pytest.mark.parametrize(
    ("line", "position", "codes"),
    [
        ("", None, set()),
        ("position = 12", 12, set()),
        ("position = 999", 999, set()),
        *((f"position = {wrong}", ..., {"position"}) for wrong in ("1000", "-1", "1.5", "true", '"1"', "[1]")),
    ],
)
def test_the_place_among_modules_is_a_whole_number_that_may_be_left_out(tmp_path, line, position, codes):
    root = a_content_root(tmp_path, module=("minutes = 9", f"minutes = 9\n{line}"))

    [package], problems = read_and_check(root, "modules")

    assert {problem.code for problem in problems} == codes
    assert codes or package.position == position


def test_blocks_hold_rendered_html_in_the_order_of_the_file(tmp_path):
    part = read(a_content_root(tmp_path)).parts[0]

    text, fact, asked, easy = part.blocks
    assert text == Text(html="<p>Ron schenkt <strong>koffie</strong> in. Hij gaat zitten.</p>")
    assert isinstance(fact, Fact)
    assert [source.publisher for source in fact.sources] == ["Uitgever"]
    assert asked == Question(
        uid="m-1-1-q1",
        style="one",
        prompt="<p>Wat vraag je hem?</p>",
        answers=(
            Answer(text='"Nog een kop?"', explanation="Dat is lief.", right=False),
            Answer(text='"Hoe smaakt hij?"', explanation="Je bent nieuwsgierig.", right=True),
            Answer(text='"Is hij op?"', explanation="Dat zie je zelf.", right=False),
        ),
    )
    assert isinstance(easy, Easy)
    assert easy.blocks[0] == Picture(file="media/koffie.svg", alt="Ron drinkt koffie.")
    assert easy.minutes is None


def test_an_easy_twin_may_say_how_long_it_takes(tmp_path):
    part = read(a_content_root(tmp_path, coffee=("    uid: m-1-1-e\n", "    uid: m-1-1-e\n    minutes: 3\n"))).parts[0]

    assert (part.easy.minutes, minutes_of_easy(part.easy)) == (3, 3)


def test_everything_knows_its_file_and_line(tmp_path):
    package = read(a_content_root(tmp_path))

    lines = FILES[SHORT["coffee"]].split("\n")
    assert [(block.origin.file, lines[block.origin.line - 1]) for block in walk(package.parts[0].blocks)] == [
        (SHORT["coffee"], line)
        for line in (
            "Ron schenkt **koffie** in. Hij gaat zitten.",
            "/// fact",
            "/// question | one",
            "//// easy",
            "/// picture | media/koffie.svg",
            "Ron drinkt koffie. De koffie is warm.",
            "/// question | one",
        )
    ]
    answers = package.parts[0].blocks[2].answers
    assert [lines[answer.origin.line - 1][:5] for answer in answers] == ["- [ ]", "- [x]", "- [ ]"]
    assert package.lessons[1].origin == Origin(
        SHORT["module"], FILES[SHORT["module"]].split("\n").index("[[lessons]]", 20) + 1
    )


def test_a_scenario_is_a_graph_of_turns(tmp_path):
    scenario = read(a_content_root(tmp_path)).parts[1].blocks[1]

    assert [turn.key for turn in scenario.turns] == ["1", "2"]
    assert [choice.to for choice in scenario.turn("2").choices] == ["einde"] * 3
    assert scenario.turns[0].choices[0].then == "Ze lacht."
    assert scenario.turns[0].choices[0].contact == "Je zegt iets fijns."
    assert (scenario.ending.uid, scenario.ending.html) == ("m-2-1-s1-r", "<p>Wat zou jij zeggen?</p>")


def test_an_order_question_keeps_the_right_order():
    asked, problems = question("order", "1. Eerst — Want.\n2. Dan — Want.\n3. Later — Want.")

    assert problems == []
    assert [answer.text for answer in asked.answers] == ["Eerst", "Dan", "Later"]


def test_a_match_question_has_two_sides():
    asked, problems = question("match", "- koffie = bonen — Uit de molen.\n- thee = blad — Uit de pot.")

    assert problems == []
    assert [(answer.text, answer.partner) for answer in asked.answers] == [("koffie", "bonen"), ("thee", "blad")]


def test_a_short_question_explains_every_other_answer_too():
    asked, problems = question("short", "- [x] 18 — Goed.\n- [x] *achttien* — Goed.\n- [ ] * — Kijk nog eens.")

    assert problems == []
    assert [answer.text for answer in asked.answers] == ["18", "*achttien*"]  # as people type, not rendered
    assert asked.otherwise == "Kijk nog eens."


def test_a_number_is_read_as_it_is_written_here():
    asked, problems = question("number\n    unit: euro\n    tolerance: 0,50", "- [x] 1.250,0 — Ja.\n- [ ] * — Bijna.")

    assert problems == []
    assert [answer.text for answer in asked.answers] == ["1250"]
    assert (asked.unit, asked.tolerance, asked.otherwise) == ("euro", "0,5", "Bijna.")


def test_a_scale_has_two_ends_and_an_explanation_for_ranges():
    ends = "scale\n    low: niet\n    high: wel\n    points: 5"
    asked, problems = question(ends, "- 1-2 — Goed begin.\n- * — Mooi.")

    assert problems == []
    assert (asked.low, asked.high, asked.points, asked.otherwise) == ("niet", "wel", 5, "Mooi.")
    assert [(answer.text, answer.explanation) for answer in asked.answers] == [("1-2", "Goed begin.")]


@pytest.mark.parametrize(
    ("style", "rows", "codes"),
    [
        ("number", "- [x] achttien — Ja.\n- [ ] * — Nee.", {"answer-number"}),
        ("number\n    tolerance: veel", "- [x] 18 — Ja.\n- [ ] * — Nee.", {"answer-number"}),
        ("one\n    unit: euro", "- [x] a — b\n- [ ] c — d\n- [ ] e — f", {"option-unknown"}),
        ("scale", "- * — Mooi.", {"missing-low", "missing-high", "missing-points"}),
        ("scale\n    low: a\n    high: b\n    points: vijf", "- * — Mooi.", {"number"}),
    ],
)
def test_what_a_kind_of_question_asks_for_is_told(style, rows, codes):
    assert {problem.code for problem in question(style, rows)[1]} == codes


def test_an_answer_may_go_on_on_the_next_line():
    asked, problems = question("one", "- [x] Een lang\n  antwoord — met uitleg\n  op meer regels.")

    assert problems == []
    assert (asked.answers[0].text, asked.answers[0].explanation) == ("Een lang antwoord", "met uitleg op meer regels.")


def test_windows_line_ends_are_read_and_given_back_byte_for_byte(tmp_path):
    root = a_content_root(tmp_path)
    path = root / SHORT["coffee"]
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    package = read(root)

    assert package.parts[0].title == "Een kop koffie"
    assert package.parts[0].source.encode() == path.read_bytes()


def test_the_digest_of_a_part_covers_everything_that_is_stored(tmp_path):
    before = read(a_content_root(tmp_path / "before")).digests

    for change, touched in (
        ({"coffee": ("Een kop koffie", "Een kopje koffie")}, {"m-1-1"}),
        ({"coffee": ("minutes: 2", "minutes: 3")}, {"m-1-1"}),
        ({"coffee": ("Dat is lief.", "Dat is fijn.")}, {"m-1-1"}),
        ({"sources": ("Uitgever", "Drukker")}, {"m-1-1"}),
        ({"module": ("Over thee.", "Over alle thee.")}, {"m", "m-2"}),
        ({"quiz": ("draw: 10", "draw: 12")}, {"m-toets"}),
        ({"svg": ("#fff", "#eee")}, {"m/media/koffie.svg"}),
    ):
        after = read(a_content_root(tmp_path / "after", **change)).digests
        assert {uid for uid in before if before[uid] != after[uid]} == touched, change


def test_a_renamed_file_is_an_update_and_no_new_part(tmp_path):
    root = a_content_root(tmp_path)
    before = read(root).digests

    (root / SHORT["coffee"]).rename(root / "modules/koffie/1-koffie/2-een-bakje.md")
    after = read(root).digests

    assert before.keys() == after.keys()
    assert {uid for uid in before if before[uid] != after[uid]} == {"m-1-1"}


def test_a_moved_part_is_an_update(tmp_path):
    root = a_content_root(tmp_path)
    before = read(root).digests
    third = root / "modules/koffie/1-koffie/2-nog-een.md"
    third.write_text((root / SHORT["tea"]).read_text().replace("m-2-1", "m-1-2").replace("minutes: 2", "minutes: 1"))

    (root / SHORT["coffee"]).rename(root / "modules/koffie/2-thee/2-een-kop-koffie.md")
    after = read(root)

    assert [part.uid for part in after.lessons[1].parts] == ["m-2-1", "m-1-1"]
    assert after.digests["m-1-1"] != before["m-1-1"]


def test_a_quiz_keeps_its_introduction_apart():
    quiz = read_quiz(FILES[SHORT["quiz"]], "m", "quiz.md", Desk())

    assert quiz.intro == (Text(html="<p>Kies wat jij zou doen.</p>"),)
    assert quiz.questions[0].uid == "m-toets-1"


def test_a_list_of_sources_has_a_digest_of_its_text():
    assert SourcesText(uid="modules", text="a").digest != SourcesText(uid="modules", text="b").digest
