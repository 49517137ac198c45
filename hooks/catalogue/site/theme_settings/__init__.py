"""What the settings of the theme come to: the look of the pages, and what of them changes nothing."""
