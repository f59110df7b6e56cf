"""What lines of the log are about, by the title of a module or a learning path: never what people wrote."""

from lms.accounts.queries.log_titles import LogTitles, titled
from lms.training.models import Module
from lms.training.models.certificates import Accreditation
from lms.training.models.learning_paths import LearningPath

_OF_MODULE = Module.id == Accreditation.module_id
#: Of an accreditation the title of its module.
TITLES = LogTitles(
    [
        ("accreditation", titled("accreditation", Accreditation.uid, Module.title).join(Module, _OF_MODULE)),
        ("module", titled("module", Module.uid, Module.title)),
        ("path", titled("path", LearningPath.uid, LearningPath.title)),
    ]
)
