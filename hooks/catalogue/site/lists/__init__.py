"""The lists of the site, whole or in parts."""
