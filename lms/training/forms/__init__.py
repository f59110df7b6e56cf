"""The forms of training, by subject; what is sent from parts and quizzes stands in ``answers``."""

from lms.training.forms.answers import (
    NOTE,
    Fields,
    Form,
    Sheet,
    ask_for_answer,
    draft_from,
    fields_in,
    fields_of,
    fields_of_draft,
    given_from,
    read_sheet,
)

__all__ = [
    "NOTE",
    "Fields",
    "Form",
    "Sheet",
    "ask_for_answer",
    "draft_from",
    "fields_in",
    "fields_of",
    "fields_of_draft",
    "given_from",
    "read_sheet",
]
