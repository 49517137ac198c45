"""What pages show of the catalogue.

Everywhere in it `base` is the site's own address, whole, with a slash at its end.
"""
