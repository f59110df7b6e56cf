"""Modules, lessons, parts, quizzes, paths, progress and certificates."""
