"""What is kept between runs, in `.cache/` beside the docs folder: never trusted, and safe to delete at any time.

Only `templates.py` keeps what runs, as Python does in `__pycache__`: so no `.cache/` may ever come from elsewhere.
"""
