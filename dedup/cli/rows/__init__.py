"""Commands on rows, and how they open, check and write them."""
