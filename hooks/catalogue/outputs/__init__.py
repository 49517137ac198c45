"""What the site and its readers get from the catalogue."""
