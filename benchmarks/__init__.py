"""Measurements: what the catalogue costs a build, and the built site against its budgets."""
