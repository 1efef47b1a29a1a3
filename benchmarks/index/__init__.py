"""An index of texts seen before, beside those of other tools: speed, size and recall while it grows."""
