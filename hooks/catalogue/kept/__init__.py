"""What is kept between runs, in `.cache/` beside the docs folder: never trusted, and safe to delete at any time.

Only `templates.py` keeps what runs: not there but in a `__pycache__`, as Python does, so never to be taken from others.
"""
