"""The catalogue as open data: pages and relations as JSON, words as SKOS, every page as plain Markdown."""
