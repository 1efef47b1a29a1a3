"""Sources of texts: an order, ids, and texts that can be read again."""
