"""Pictures of modules, and recordings of what they say."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.accounts.models import Actor
from lms.content.spoken import is_recording
from lms.kernel.db import db
from lms.training.models import Module, ModuleAddress, ModuleMedia
from lms.training.policy import modules_seen_by


@dataclass(frozen=True)
class Picture:
    """A picture or recording with its content, and whether everybody may have it."""

    media: ModuleMedia
    public: bool


def media_of(module: str, name: str, actor: Actor) -> Picture | None:
    """Return a picture of a module the actor may see; what is told is heard by who may read it: who signed in."""
    statement = (
        select(ModuleMedia, Module)
        .join(Module, Module.id == ModuleMedia.module_id)
        .join(ModuleAddress, ModuleAddress.module_id == Module.id)
        .where(ModuleAddress.path == module, ModuleMedia.file == f"media/{name}", modules_seen_by(actor))
        .options(undefer(ModuleMedia.content))
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    heard = is_recording(row[0].file)
    return None if heard and not actor.is_authenticated else Picture(row[0], row[1].is_live and not heard)
