"""What the bot knows and decides: no platform, no database, no file format."""
