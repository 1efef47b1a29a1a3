"""What a caller may ask, each a short orchestration of the stages below."""
