"""Somebody looks at a page."""

from dataclasses import dataclass

VISITOR = ""
ADMINISTRATOR, COORDINATOR, EDITOR, KEY_PERSON = "beheerder", "coordinator", "redacteur", "sleutelpersoon"


@dataclass(frozen=True)
class Visit:
    """One page: ``path`` is filled from the scenery; ``open`` says what to press first, as a selector."""

    endpoint: str
    path: str
    persona: str = VISITOR
    status: int = 200
    open: str = ""

    def __str__(self) -> str:
        return f"{self.endpoint}-{self.persona or 'visitor'}" + (f"-{self.path}" if "{" not in self.path else "")
