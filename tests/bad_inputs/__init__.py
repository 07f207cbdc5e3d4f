"""The 58 bad inputs, and what each gets: one row, one number, so that none is forgotten."""
