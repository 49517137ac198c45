"""What files hold, besides the pages: feeds, calendars, references, the search index, the pocket copy."""
