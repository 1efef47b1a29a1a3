"""What the verbs return: spans and measures, immutable, picklable, ready for JSON.  Rendering is `dedup.report`'s."""
