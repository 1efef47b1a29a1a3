"""Commands on text files, and what they alone share."""
