"""Ways to break the house, and the guard that must notice each."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """One break: the file, what changes in it, the guard to run, and words it must say."""

    name: str
    path: str
    change: Callable[[str], str]
    guard: tuple[str, ...]
    said: str


def add(line: str) -> Callable[[str], str]:
    return lambda text: text + "\n" + line + "\n"


def put(text: str) -> Callable[[str], str]:
    return lambda _before: text


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


CONTRACTS = ("lint-imports", "--no-cache")
RUFF = ("ruff", "check", "--no-cache", "lms")


def architecture(file: str, *, database: str = "sqlite") -> tuple[str, ...]:
    return ("pytest", "-p", "no:cacheprovider", f"tests/architecture/{file}.py", "--database", database)


def suite(file: str, words: str = "") -> tuple[str, ...]:
    """Run one file of tests, or those of its tests whose names hold these words."""
    chosen = ("-k", words) if words else ()
    return ("pytest", "-p", "no:cacheprovider", f"tests/{file}.py", "--database", "sqlite", *chosen)


TEMPLATES, MESSAGES = suite("ui/test_templates"), ("python", "deploy/messages.py", "--check")
ROUTES, SHAPE, PRIVATE = architecture("test_routes"), architecture("test_shape"), architecture("test_private")
DATABASE, DOCUMENTS = architecture("test_database"), architecture("test_documents")
ACTS = (
    Act("training imports circles", "lms/training/enums.py", add("import lms.circles"), CONTRACTS, "floors"),
    Act("kernel imports accounts", "lms/kernel/clock.py", add("import lms.accounts"), CONTRACTS, "A floor uses"),
    Act("a package without a floor", "lms/stray/__init__.py", put('"""Stray."""\n'), CONTRACTS, "A floor uses"),
    Act("a file without a place", "lms/home/helpers.py", put('"""Stray."""\n'), CONTRACTS, "Inside a feature"),
    Act("models import queries", "lms/home/models.py", add("import lms.home.queries"), CONTRACTS, "Inside a feature"),
    Act(
        "queries import a form library", "lms/home/queries/remarks.py", add("import wtforms"), CONTRACTS, "know no form"
    ),
    Act("two files import each other", "lms/kernel/chance.py", add("import lms.kernel.outbox"), CONTRACTS, "BROKEN"),
    Act(
        "reports use a command of training",
        "lms/reports/views.py",
        put('"""x."""\nimport lms.training.commands\n'),
        CONTRACTS,
        "Reports read everything",
    ),
    Act(
        "an import inside a function",
        "lms/kernel/clock.py",
        add("def f():\n    import os\n"),
        RUFF,
        "import-outside-top-level",
    ),
    Act(
        "a route without a rule",
        "lms/home/views/pages.py",
        swap("@permit(anyone)\ndef help_page", "def help_page"),
        ROUTES,
        "test_every_route_has_a_rule",
    ),
    Act(
        "a route that became public",
        "lms/home/views/remarks.py",
        swap("@permit(policy.can_answer_remarks)\ndef index", "@permit(anyone)\ndef index"),
        ROUTES,
        "test_the_public_routes_are_exactly_these",
    ),
    Act("an address that is gone", "lms/home/views/pages.py", swap('"/help"', '"/hulp"'), ROUTES, "/hulp"),
    Act("a file of 301 lines", "lms/kernel/clock.py", lambda text: text + "#\n" * 301, SHAPE, "300"),
    Act(
        "a function of 41 lines",
        "lms/kernel/clock.py",
        add("def long():\n" + "    print()\n" * 41),
        SHAPE,
        "long: 42 lines",
    ),
    Act("a template of 151 lines", "lms/home/templates/home/help.html", lambda t: t + "\n" * 151, SHAPE, "150"),
    Act("a vague name", "lms/kernel/utils.py", put('"""x."""\n'), SHAPE, "test_every_file_is_named_for_one_thing"),
    Act(
        "a private file used elsewhere", "lms/home/views/pages.py", add("import lms.training.panels"), PRIVATE, "panels"
    ),
    Act("a model without a migration", "lms/home/models.py", swap("String(300)", "String(299)"), DATABASE, "drift"),
    Act(
        "a migration out of line",
        "migrations/versions/0099_stray.py",
        put('revision = "0099_stray"\ndown_revision = "0001_kernel"\n'),
        DATABASE,
        "test_migrations_are_numbered_and_have_one_head",
    ),
    Act(
        "a migration that does not go down",
        "migrations/versions/0005_home.py",
        swap('op.drop_table("remark")', "pass"),
        DATABASE,
        "test_the_schema_goes_down_to_nothing_and_up_again",
    ),
    Act(
        "a relationship that loads by itself",
        "lms/home/models.py",
        swap('lazy="raise_on_sql"', 'lazy="select"'),
        DATABASE,
        "test_relationships_never_load_behind_our_back",
    ),
    Act(
        "a query for one database",
        "lms/home/queries/remarks.py",
        add("from sqlalchemy.dialects.sqlite import insert"),
        DATABASE,
        "test_no_query_outside_the_kernel_names_a_database",
    ),
    Act("a setting without words", "lms/config.py", add("# LMS_SECRET_DOOR"), DOCUMENTS, "LMS_SECRET_DOOR"),
    Act(
        "a slot without words",
        "lms/ui/slots.py",
        add('EXTRA: Slot = Slot("ui.extra", "x")'),
        DOCUMENTS,
        "ui.extra",
    ),
    Act(
        "a filter that lists more than the predicate allows",
        "lms/training/policy.py",
        swap(
            "and_(Module.status == ModuleStatus.PUBLISHED, Module.retired_at.is_(None))", "Module.retired_at.is_(None)"
        ),
        suite("training/test_rights", "agree"),
        "test_the_predicate_and_the_filter_agree",
    ),
    Act(
        "a style inside a template",
        "lms/home/templates/home/help.html",
        swap('class="kw-lead', 'style="color: red" class="kw-lead'),
        TEMPLATES,
        "test_the_content_policy_holds_in_templates",
    ),
    Act(
        "a component that reads a global",
        "lms/ui/templates/ui/quote.html",
        add("{{ shell.path }}"),
        TEMPLATES,
        "test_components_read_nothing_but_their_arguments",
    ),
    Act(
        "a page that changes something when it is read",
        "lms/home/views/start.py",
        swap(
            '    return render_template("home/start.html"',
            '    person.name = "Iemand"\n    return render_template("home/start.html"',
        ),
        suite("home/test_start"),
        "left changes behind",
    ),
    Act(
        "a list with one statement per item",
        "lms/home/views/remarks.py",
        swap("    page, more =", "    [queries.remark_by_uid(each.uid, None) for each in found]\n    page, more ="),
        suite("home/test_remarks", "same_number"),
        "statements:",
    ),
    Act(
        "a text without English",
        "lms/home/templates/home/help.html",
        swap("{% block content %}", "{% block content %}{{ _('Een zin die niemand vertaalde') }}"),
        MESSAGES,
        "Een zin die niemand vertaalde",
    ),
    Act(
        "proof of taking part without telling back",
        "lms/training/commands/certificates.py",
        swap(
            "version.published_at is None or not (written or told_back(person, module))", "version.published_at is None"
        ),
        suite("training/test_telling_back", "few_words"),
        "test_one_tap_or_a_few_words_are_enough",
    ),
    Act(
        "a part that a path keeps closed, answered all the same",
        "lms/training/queries/desks.py",
        swap(
            "uid=uid, version=version)\n    return _open(found, actor)", "uid=uid, version=version)\n    return found"
        ),
        suite("training/test_paths", "what_is_locked"),
        "test_what_is_locked_is_refused_on_pages_posts_and_quiz_with_what_to_do",
    ),
    Act(
        "insight in fewer than five",
        "lms/training/models/insight.py",
        swap(
            "    if people < THRESHOLD:\n        return TOO_SMALL if people else 0\n    return people",
            "    return people",
        ),
        suite("training/test_small_groups", "whole_five"),
        "test_what_is_shown_is_nobody_few_or_a_whole_five",
    ),
    Act(
        "a recording of other words",
        "lms/content/spoken.py",
        swap("if text_read_in(file) == mine", "if mine"),
        suite("training/test_voices", "other_words"),
        "test_a_recording_of_other_words_is_not_played_and_is_told_to_editors",
    ),
    Act(
        "a leader who ticks a stranger",
        "lms/training/queries/together.py",
        swap("Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id == neighbourhood, ", ""),
        suite("training/test_together", "another_place"),
        "test_a_leader_marks_nobody_of_another_place",
    ),
)
