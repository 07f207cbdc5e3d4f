"""The rules for quote files by their names, which docs/checks.md explains one by one."""

from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Which rule is broken. People search for a name and filter by it: none is ever changed."""

    # Reading the files
    FILE_MISSING = "file-missing"
    FILE_KIND = "file-kind"
    FILE_OUTSIDE = "file-outside"
    FILE_TOO_LARGE = "file-too-large"
    FILE_UNREADABLE = "file-unreadable"
    FILE_UNWRITABLE = "file-unwritable"
    FOLDER_EMPTY = "folder-empty"
    NO_QUOTES = "no-quotes"
    ENCODING = "encoding"
    YAML_SYNTAX = "yaml-syntax"
    YAML_CHARACTER = "yaml-character"
    YAML_TAG = "yaml-tag"
    YAML_ANCHOR = "yaml-anchor"
    YAML_MERGE = "yaml-merge"
    YAML_DIRECTIVE = "yaml-directive"
    YAML_DOCUMENTS = "yaml-documents"
    YAML_DEPTH = "yaml-depth"
    YAML_UNQUOTED = "yaml-unquoted"
    TOO_MANY_PROBLEMS = "too-many-problems"

    # The fields
    FIELD_UNKNOWN = "field-unknown"
    FIELD_REPEATED = "field-repeated"
    FIELD_MISSING = "field-missing"
    FIELD_EMPTY = "field-empty"
    FIELD_KIND = "field-kind"
    LIST_EMPTY = "list-empty"
    LIST_LENGTH = "list-length"
    LIST_REPEATED = "list-repeated"
    LANGUAGE_FORM = "language-form"
    STATUS_FORM = "status-form"
    URL_FORM = "url-form"

    # Ids and names of files
    ID_FORM = "id-form"
    ID_TAKEN = "id-taken"
    VARIANT_UNKNOWN = "variant-unknown"
    FILE_NAME_FORM = "file-name-form"
    FILE_NAME_TAKEN = "file-name-taken"

    # Topics and aliases
    TOPIC_FORM = "topic-form"
    TOPIC_RESERVED = "topic-reserved"
    TOPIC_UNDECLARED = "topic-undeclared"
    TOPIC_REPEATED = "topic-repeated"
    TOPIC_UNUSED = "topic-unused"
    RELATED_SELF = "related-self"
    RELATED_UNDECLARED = "related-undeclared"
    ALIAS_RESERVED = "alias-reserved"
    ALIAS_IS_TOPIC = "alias-is-topic"
    ALIAS_CROWDED = "alias-crowded"
    ALIAS_REPEATED = "alias-repeated"

    # What words may hold
    TEXT_BLANK = "text-blank"
    TEXT_LENGTH = "text-length"
    TEXT_EDGES = "text-edges"
    TEXT_LINES = "text-lines"
    TEXT_HIDDEN = "text-hidden"
    TEXT_JOINER = "text-joiner"
    TEXT_MARKS = "text-marks"
    TEXT_CALL = "text-call"
    TEXT_LINK = "text-link"

    # Quotes that are there already
    SAME_WORDS = "same-words"
    NEAR_DUPLICATE = "near-duplicate"

    # Who said it
    AUTHOR_MISSING = "author-missing"
    AUTHOR_UNKNOWN = "author-unknown"
    AUTHOR_SPELLING = "author-spelling"
    MIXED_SCRIPTS = "mixed-scripts"
    OTHER_AUTHOR = "other-author"
    PERSON_REPEATED = "person-repeated"
    NAME_TAKEN = "name-taken"
    NAME_SHARED = "name-shared"

    # Misattributions
    NEAREST_UNKNOWN = "nearest-unknown"
    MISATTRIBUTED = "misattributed"

    # Where the words stand
    SOURCE_UNNAMED = "source-unnamed"
    SOURCE_COLLECTION = "source-collection"
    PLACEHOLDER = "placeholder"

    # What is not for everybody
    CONTENT = "content"

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS: Final = frozenset(
    {
        Code.FOLDER_EMPTY,
        Code.YAML_UNQUOTED,
        Code.TOPIC_UNUSED,
        Code.NEAR_DUPLICATE,
        Code.AUTHOR_UNKNOWN,
        Code.AUTHOR_SPELLING,
        Code.MIXED_SCRIPTS,
        Code.OTHER_AUTHOR,
        Code.NAME_SHARED,
        Code.SOURCE_UNNAMED,
        Code.SOURCE_COLLECTION,
        Code.PLACEHOLDER,
        Code.CONTENT,
    }
)
