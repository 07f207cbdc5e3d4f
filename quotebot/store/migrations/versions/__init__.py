"""One file for each change of the tables; none is edited once it was released."""
