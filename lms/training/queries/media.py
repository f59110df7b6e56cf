"""Pictures of modules."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.models import Module, ModuleAddress, ModuleMedia
from lms.training.policy import modules_seen_by


def media_of(module: str, name: str, actor: Actor) -> ModuleMedia | None:
    """Return a picture with its content, of a module the actor may see."""
    statement = (
        select(ModuleMedia)
        .join(Module, Module.id == ModuleMedia.module_id)
        .join(ModuleAddress, ModuleAddress.module_id == Module.id)
        .where(ModuleAddress.path == module, ModuleMedia.file == f"media/{name}", modules_seen_by(actor))
        .options(undefer(ModuleMedia.content))
    )
    return db.session.scalar(statement)
