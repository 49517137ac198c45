"""What the commands share: their options and answers, and a folder as it stood at a revision."""
