"""What quotebot costs, as ratios against named floors in the same run."""
