"""Named cases timed against baselines in turn, each answer checked before its time is shown: `python -m benchmarks`."""
