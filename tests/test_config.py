"""Settings that are unfit are all named at once, in words."""

import pytest

from lms.accounts.enums import Role
from lms.config import ROLES, SettingsProblem, checked, problems_of, read_settings

FIT = {
    "LMS_SECRET_KEY": "x1" * 32,
    "LMS_BASE_URL": "https://leren.example.nl",
    "LMS_MAIL_URL": "smtp://mail.example.nl",
    "LMS_MAIL_FROM": "Kringwijs <noreply@example.nl>",
    "LMS_TRUSTED_HOSTS": "leren.example.nl",
}


@pytest.fixture
def settings_with(tmp_path):
    def read(**given):
        return read_settings({**FIT, "LMS_DATA_DIR": str(tmp_path), **given})

    return read


def test_fit_settings_have_no_problems(settings_with):
    more = {"LMS_DATABASE_URL": "postgresql+psycopg://u:p@h/n", "LMS_QUEUE_URL": "redis://h", "LMS_PROXIES": "1"}

    assert problems_of(settings_with(**more)) == []


def test_a_host_may_be_trusted_with_everything_below_it(settings_with):
    assert problems_of(settings_with(LMS_TRUSTED_HOSTS=".example.nl")) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LMS_PROXIES", "one"),
        ("LMS_PROXIES", "²"),
        ("LMS_MAIL_URL", "mail.example.nl"),
        ("LMS_DATABASE_URL", "mysql://host/name"),
        ("LMS_QUEUE_URL", "amqp://host"),
        ("LMS_MAIL_FROM", "Kringwijs"),
        ("LMS_TRUSTED_HOSTS", "other.example.nl"),
        ("LMS_BASE_URL", "http://leren.example.nl"),
        ("LMS_SECOND_FACTOR_ROLES", "administrator,adminstrator"),
    ],
)
def test_a_setting_that_cannot_work_is_named(settings_with, name, value):
    (problem,) = problems_of(settings_with(**{name: value}))

    assert problem.startswith(f"{name}: ")


def test_all_problems_are_named_at_once(settings_with):
    wrong = {"LMS_PROXIES": "one", "LMS_MAIL_URL": "x", "LMS_QUEUE_URL": "x", "LMS_SECRET_KEY": "dev"}
    wrong["LMS_SECOND_FACTOR_ROLES"] = "boss"

    with pytest.raises(SettingsProblem) as refusal:
        checked(settings_with(**wrong))

    assert [name for name in wrong if f"  {name}: " not in str(refusal.value)] == []


def test_a_second_factor_can_be_asked_of_every_role():
    assert set(ROLES) == set(Role)
