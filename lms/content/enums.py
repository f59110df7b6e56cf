"""The words a package may use for audiences and states; docs/content-packages.md explains them."""

AUDIENCES = ("professional", "key_person", "expert_by_experience", "director")
STATUSES = ("published", "draft")
CHANGES = ("echte wijziging", "typefout")
TONES = ("tip", "info", "let-op")
STYLES = ("one", "several", "true-false", "order", "match", "short", "number", "scale")
QUIZ_SLUG = "toets"
MANIFEST = "module.toml"
