"""The numbers of the bad inputs, and those that nothing is built for yet.

A row is tested by the functions in this folder whose names start with test_row_NN; a row that
nothing is built for yet stands in TODO, and nowhere else.
"""

ROWS = range(1, 59)

TODO = {
    38: "cooldowns and settings",
    39: "settings, and who may change them",
    43: "the deletion of what is known of a person",
    44: "Slack over HTTP: signatures",
    45: "Slack over HTTP: malformed signatures",
    46: "Slack over HTTP: replays",
    47: "HTTP bodies that are large, slow or malformed",
    48: "an allow-list for response_url",
    49: "installing through OAuth",
}
