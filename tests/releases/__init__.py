"""What was sent by each release: ids may join it, and none may change."""
