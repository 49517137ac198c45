"""`python -m catalogue`, for where the command itself is not on the path."""

from catalogue.cli import main

main()
