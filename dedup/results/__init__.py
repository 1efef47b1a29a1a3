"""Results: spans and measures, immutable, picklable, JSON-ready.  `dedup.report` renders them."""
