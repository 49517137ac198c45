"""The rules that hold a proposal against what it replaces."""
