"""The words a package may use for audiences, states and steps; docs/content-packages.md explains them."""

AUDIENCES = ("professional", "key_person", "expert_by_experience", "director")
STATUSES = ("published", "draft")
CHANGES = ("echte wijziging", "typefout")
STEPS = ("starten", "team", "wijk", "kiezen", "bedenken", "proberen", "doen", "vasthouden")
TONES = ("tip", "info", "let-op")
STYLES = ("one", "several", "true-false", "order", "match", "short")
QUIZ_SLUG = "toets"
MANIFEST = "module.toml"
