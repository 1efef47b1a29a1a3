"""The stages by name."""

from __future__ import annotations

#: In order.
STAGES = ("fingerprint", "words", "keys", "components", "candidates", "match", "write")
