// An embed as Discord draws it.
import {html} from "../html.js";
import {dayAndTime} from "../moments.js";
import {NotDrawn} from "../not_drawn.js";
import {Accent} from "./components.js";
import {Markdown} from "./markdown.js";

const DRAWN = new Set(["type", "title", "url", "description", "color", "author", "fields", "footer", "timestamp"]);

export function Embed({embed, ...around}) {
  const others = Object.keys(embed).filter((key) => !DRAWN.has(key));
  const title = html`<${Markdown} text=${embed.title} ...${around} />`;
  return html`<div class="embed">
    <${Accent} colour=${embed.color ?? 0x80848e} />
    ${embed.author && html`<div class="embed-author">${embed.author.name}</div>`}
    ${embed.title && html`<div class="embed-title">${embed.url ? html`<a href=${embed.url} target="_blank" rel="noopener noreferrer">${title}</a>` : title}</div>`}
    <${Markdown} text=${embed.description} ...${around} />
    ${embed.fields?.length > 0 && html`<dl class="embed-fields">${embed.fields.map((field) => html`
      <div class=${field.inline ? "inline" : ""}><dt><${Markdown} text=${field.name} ...${around} /></dt>
      <dd><${Markdown} text=${field.value} ...${around} /></dd></div>`)}</dl>`}
    ${(embed.footer || embed.timestamp) && html`<div class="subtext">${[embed.footer?.text, embed.timestamp && dayAndTime(embed.timestamp)].filter(Boolean).join(" • ")}</div>`}
    ${others.length > 0 && html`<${NotDrawn} what=${`embed's ${others.join(", ")}`} payload=${embed} />`}
  </div>`;
}
