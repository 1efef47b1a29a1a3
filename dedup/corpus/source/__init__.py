"""Where texts come from: an order, ids, and texts that can be read again."""
