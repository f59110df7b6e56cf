"""Reading modules, and what the actor did in them."""

from lms.training.queries.readings import (
    Reading,
    continue_for,
    modules_at,
    published_modules,
    readings,
)
from lms.training.queries.start import go_on, start_page_of

__all__ = ["Reading", "continue_for", "go_on", "modules_at", "published_modules", "readings", "start_page_of"]
