"""What search finds: the passages of pages, how words are folded, and the index in parts."""
