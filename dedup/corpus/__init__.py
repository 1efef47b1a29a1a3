"""Many texts: what is alike among them, in stages that stream the texts and hold a few hundred bytes for each."""
