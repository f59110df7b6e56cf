"""What a feature keeps to itself is not imported by another feature."""

import grimp

PUBLIC = {"models", "queries", "commands", "policy", "signals", "slots", "enums", "errors"}
FLOORS_WITHOUT_FEATURES = {"kernel", "ui", "content", "config", "app"}


def test_private_modules_stay_private():
    graph = grimp.build_graph("lms")
    trespasses = set()
    for module in graph.modules:
        parts = module.split(".")
        if len(parts) < 3 or parts[1] in FLOORS_WITHOUT_FEATURES or parts[2] in PUBLIC:
            continue
        for importer in graph.find_modules_that_directly_import(module):
            same_feature = importer.split(".")[1] == parts[1]
            plugs_in = importer == "lms.app" and parts[2] == "feature"
            if not (same_feature or plugs_in):
                trespasses.add((importer, module))

    assert trespasses == set()
