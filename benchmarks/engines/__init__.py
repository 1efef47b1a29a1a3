"""Near copies among more and more documents: on one machine, over shards, and on the engines of clusters."""
