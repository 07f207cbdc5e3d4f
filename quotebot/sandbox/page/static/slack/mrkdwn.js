// Slack's mrkdwn, drawn from the tree that the server parsed it into.
import {html} from "../html.js";
import {dateText} from "./dates.js";
import {NotDrawn} from "../not_drawn.js";

// A text object of Slack, plain or mrkdwn.
export function TextObject({text, texts, names}) {
  if (!text) return null;
  if (text.type === "plain_text") return text.text;
  return html`<${Mrkdwn} source=${text.text} texts=${texts} names=${names} />`;
}

export function Mrkdwn({source, texts, names}) {
  const nodes = texts?.[source];
  return nodes ? nodes.map((node) => html`<${Node} node=${node} names=${names} />`) : source;
}

const SPANS = {Bold: "strong", Italic: "em", Strike: "s", BlockQuote: "blockquote"};

function Node({node, names}) {
  if (SPANS[node.node]) {
    const inside = node.nodes.map((one) => html`<${Node} node=${one} names=${names} />`);
    return html`<${SPANS[node.node]}>${inside}</${SPANS[node.node]}>`;
  }
  switch (node.node) {
    case "Text": return node.text;
    case "Code": return html`<code>${node.text}</code>`;
    case "Preformatted": return html`<pre class="code" tabindex="0">${node.text}</pre>`;
    case "Link": return html`<${Outward} url=${node.url}>${node.label ?? node.url}</${Outward}>`;
    case "UserMention": case "UserGroupMention": return html`<${Mention} sign="@" of=${node} names=${names} />`;
    case "ChannelMention": return html`<${Mention} sign="#" of=${node} names=${names} />`;
    case "SpecialMention": return html`<span class="mention loud">@${node.range}</span>`;
    case "Date": {
      const shown = dateText(node.timestamp, node.format, node.fallback);
      return node.url ? html`<${Outward} url=${node.url}>${shown}</${Outward}>` : html`<time>${shown}</time>`;
    }
    case "Emoji": return html`<span class="emoji-name">:${node.name}:</span>`;
    default: return html`<${NotDrawn} what=${node.node} payload=${node} />`;
  }
}

function Mention({sign, of, names}) {
  return html`<span class="mention">${sign}${names[of.id] ?? of.label ?? of.id}</span>`;
}

export function Outward({url, children}) {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${children}</a>`;
}
