"""What files hold, besides the pages: feeds, calendars, references, the search index, the pocket copy.

Everywhere in it `base` is the site's own address, whole, with a slash at its end.
"""
