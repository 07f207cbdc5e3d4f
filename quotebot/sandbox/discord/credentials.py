"""A token for the loopback Discord's bot."""

import base64


def token_for(application_id: int) -> str:
    """Shaped like Discord's tokens, and plainly not one."""
    owner = base64.b64encode(str(application_id).encode()).decode().rstrip("=")
    return f"{owner}.loopb.not-a-secret-this-token-is-for-the-loopback"
