"""The sheets made from a page: the briefing of a guide, and the host pack of a chat."""
