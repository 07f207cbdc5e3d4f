"""The types that a command's options can have."""

from enum import IntEnum


class OptionType(IntEnum):
    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


NESTING = (OptionType.SUB_COMMAND, OptionType.SUB_COMMAND_GROUP)
NUMERIC = (OptionType.INTEGER, OptionType.NUMBER)
CHOOSABLE = (OptionType.STRING, *NUMERIC)
