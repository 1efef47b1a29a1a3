"""`dedup plan`: runs the command on samples and extrapolates."""
