"""What an operator can see of a bot that runs."""
