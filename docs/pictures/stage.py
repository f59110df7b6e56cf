"""The list of scenes: file name without ending, and the function that draws it."""

SCENES = {}


def scene(name):
    """Enter the function below under this file name."""

    def keep(function):
        SCENES[name] = function
        return function

    return keep
