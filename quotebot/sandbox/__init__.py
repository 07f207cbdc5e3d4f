"""Discord and Slack on this machine: two loopback platforms for trying the bot and testing it."""
