"""`collapse` document by document, by kind of text, and as a share of what extracting the text of a page takes."""
