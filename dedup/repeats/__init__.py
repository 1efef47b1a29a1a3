"""Words to aligned copies, copies to removals: which copy goes, which stays, what is spared."""
