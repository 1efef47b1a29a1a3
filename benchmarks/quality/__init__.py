"""How well `collapse` finds planted copies and leaves natural repetition alone: `python -m benchmarks run quality`."""
