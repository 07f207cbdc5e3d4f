// Slack's rich_text blocks, whose text is literal: nothing in it is parsed.
import {html} from "../html.js";
import {NotDrawn} from "../not_drawn.js";
import {dateText} from "./dates.js";
import {Outward} from "./mrkdwn.js";

export function RichText({block, names}) {
  return block.elements.map((element) => html`<${Element} element=${element} names=${names} />`);
}

function Element({element, names}) {
  const inside = element.elements?.map((one) => (one.type === "rich_text_section"
    ? html`<li><${Line} elements=${one.elements} names=${names} /></li>`
    : html`<${Inline} part=${one} names=${names} />`));
  switch (element.type) {
    case "rich_text_section": return html`<div class="rich-line">${inside}</div>`;
    case "rich_text_quote": return html`<blockquote>${inside}</blockquote>`;
    case "rich_text_preformatted": return html`<pre class="code" tabindex="0">${inside}</pre>`;
    case "rich_text_list":
      return element.style === "ordered"
        ? html`<ol class=${`indent-${element.indent ?? 0}`} start=${1 + (element.offset ?? 0)}>${inside}</ol>`
        : html`<ul class=${`indent-${element.indent ?? 0}`}>${inside}</ul>`;
    default: return html`<${NotDrawn} what=${element.type} payload=${element} />`;
  }
}

function Line({elements, names}) {
  return elements.map((part) => html`<${Inline} part=${part} names=${names} />`);
}

const STYLES = {bold: "strong", italic: "em", strike: "s", code: "code", underline: "u"};

function Inline({part, names}) {
  const plain = content(part, names);
  if (plain === undefined) return html`<${NotDrawn} what=${part.type} payload=${part} />`;
  return Object.entries(STYLES).filter(([style]) => part.style?.[style])
    .reduce((inside, [, tag]) => html`<${tag}>${inside}</${tag}>`, plain);
}

function content(part, names) {
  switch (part.type) {
    case "text": return part.text;
    case "link": return html`<${Outward} url=${part.url}>${part.text ?? part.url}</${Outward}>`;
    case "emoji": return part.unicode ? fromHex(part.unicode) : html`<span class="emoji-name">:${part.name}:</span>`;
    case "user": case "usergroup": return mention("@", part[`${part.type}_id`], names);
    case "channel": return mention("#", part.channel_id, names);
    case "broadcast": return html`<span class="mention loud">@${part.range}</span>`;
    case "date": {
      const shown = dateText(part.timestamp, part.format, part.fallback);
      return part.url ? html`<${Outward} url=${part.url}>${shown}</${Outward}>` : html`<time>${shown}</time>`;
    }
    default: return undefined;
  }
}

function mention(sign, id, names) {
  return html`<span class="mention">${sign}${names[id] ?? id}</span>`;
}

function fromHex(unicode) {
  return String.fromCodePoint(...unicode.split("-").map((one) => Number.parseInt(one, 16)));
}
