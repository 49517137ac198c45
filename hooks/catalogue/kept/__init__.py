"""What is kept between runs, in `.cache/` beside the docs folder: never trusted, and safe to delete at any time."""
