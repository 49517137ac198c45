"""What git remembers of the pages."""
