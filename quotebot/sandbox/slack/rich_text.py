"""The shape of rich_text blocks, whose text is literal: nothing in it is parsed."""

from quotebot.sandbox.slack.schema import (
    Check,
    boolean,
    by_type,
    integer,
    items,
    one_of,
    shape,
    text,
    url,
)

_STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
_MENTION_STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight", "unlink"), boolean),
)

_TEXT = shape({"text": text()}, {"style": _STYLE})
_LINK = shape({"url": url(3000)}, {"text": text(), "style": _STYLE, "unsafe": boolean})

_INLINE = by_type(
    text=_TEXT,
    link=_LINK,
    emoji=shape(
        {"name": text()},
        {"unicode": text(), "skin_tone": integer(1, 6), "style": _STYLE},
    ),
    user=shape({"user_id": text()}, {"style": _MENTION_STYLE}),
    usergroup=shape({"usergroup_id": text()}, {"style": _MENTION_STYLE}),
    channel=shape({"channel_id": text()}, {"style": _MENTION_STYLE}),
    broadcast=shape({"range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
    date=shape(
        {"timestamp": integer(0), "format": text()},
        {"url": url(3000), "fallback": text(), "style": _STYLE},
    ),
)

_BORDER = {"border": integer(0, 1)}
_SECTION = shape({"elements": items(_INLINE, 1)})

RICH_TEXT: Check = shape(
    {
        "elements": items(
            by_type(
                rich_text_section=_SECTION,
                rich_text_quote=shape({"elements": items(_INLINE, 1)}, _BORDER),
                rich_text_preformatted=shape(
                    {"elements": items(by_type(text=_TEXT, link=_LINK), 1)},
                    {**_BORDER, "language": text()},
                ),
                rich_text_list=shape(
                    {
                        "elements": items(by_type(rich_text_section=_SECTION), 1),
                        "style": one_of("bullet", "ordered"),
                    },
                    {"indent": integer(0, 8), "offset": integer(0), **_BORDER},
                ),
            ),
            1,
        )
    },
    {"block_id": text(1, 255)},
)
