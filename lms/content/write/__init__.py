"""From what an editor fills in to the text of a package, and back: the readers of ``lms.content.read`` turned round."""
