"""Text out of files and back into them."""
