// Discord's markdown, drawn from the tree that the server parsed it into.
import {html} from "../html.js";
import {dayAndTime, relative, timeOfDay} from "../moments.js";
import {NotDrawn} from "../not_drawn.js";

// A text as it stands in a payload; one without a tree is shown as it is.
export function Markdown({text, texts, names}) {
  if (!text) return null;
  const nodes = texts?.[text];
  return html`<div class="markdown">${nodes ? draw(nodes, names) : text}</div>`;
}

export function draw(nodes, names) {
  return nodes.map((node) => html`<${Node} node=${node} names=${names} />`);
}

const SPANS = {Bold: "strong", Italic: "em", Underline: "u", Strike: "s"};

function Node({node, names}) {
  const inside = node.children && draw(node.children, names);
  if (SPANS[node.node]) return html`<${SPANS[node.node]}>${inside}</${SPANS[node.node]}>`;
  switch (node.node) {
    case "Text": return node.text;
    case "Spoiler": return html`<${Spoiler}>${inside}</${Spoiler}>`;
    case "Code": return html`<code>${node.text}</code>`;
    case "CodeBlock": return html`<pre class="code" tabindex="0">${node.text}</pre>`;
    case "Heading": return html`<div class=${`heading heading-${node.level}`}>${inside}</div>`;
    case "Small": return html`<div class="subtext">${inside}</div>`;
    case "Quote": return html`<blockquote>${inside}</blockquote>`;
    case "ListItem":
      return html`<div class=${`item depth-${Math.min(node.depth, 5)}`}><span class="marker">${node.marker}</span> <span>${inside}</span></div>`;
    case "Link": return html`<a href=${node.url} target="_blank" rel="noopener noreferrer">${inside}</a>`;
    case "Mention": return html`<span class="mention">${mentioned(node, names)}</span>`;
    case "Timestamp": return html`<${Timestamp} node=${node} />`;
    case "Emoji": return html`<span class="emoji-name">:${node.name}:</span>`;
    default: return html`<${NotDrawn} what=${node.node} payload=${node} />`;
  }
}

function Spoiler({children}) {
  return html`<details class="spoiler"><summary>Spoiler</summary>${children}</details>`;
}

function mentioned({kind, target, name}, names) {
  if (kind === "command") return `/${name}`;
  if (kind === "everyone" || kind === "here") return `@${kind}`;
  return (kind === "channel" || kind === "navigation" ? "#" : "@") + (names[target] ?? target);
}

function Timestamp({node: {seconds, style}}) {
  const moment = seconds * 1000;
  const full = dayAndTime(moment);
  const shown = {t: timeOfDay(moment), T: timeOfDay(moment), R: relative(moment, Date.now())}[style] ?? full;
  return html`<time class="timestamp" datetime=${new Date(moment).toISOString()} title=${full}>${shown}</time>`;
}
