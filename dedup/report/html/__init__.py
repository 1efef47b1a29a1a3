"""A result as one HTML page, or as a piece of one for notebooks: no network, no script that it needs."""
