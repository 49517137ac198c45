"""The catalogue drawn: what is drawn, and how."""
