// Components V2 and the older rows of buttons, as Discord draws them.
import {html} from "../html.js";
import {NotDrawn} from "../not_drawn.js";
import {Control} from "./controls.js";
import {Markdown} from "./markdown.js";

const [ROW, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER] = [1, 9, 10, 11, 12, 13, 14, 17];
const IN_ROW = new Set([2, 3, 5, 6, 7, 8]);

export function Components({components, ...around}) {
  return (components ?? []).map((component) => html`<${Component} key=${component.id} component=${component} ...${around} />`);
}

function Component({component, ...around}) {
  const inside = html`<${Components} components=${component.components} ...${around} />`;
  switch (component.type) {
    case CONTAINER:
      return html`<div class=${`container ${component.accent_color == null ? "" : "accented"}`}>
        ${component.accent_color != null && html`<${Accent} colour=${component.accent_color} />`}${inside}</div>`;
    case ROW: return html`<div class="controls">${inside}</div>`;
    case SECTION:
      return html`<div class="section"><div>${inside}</div><${Component} component=${component.accessory} ...${around} /></div>`;
    case TEXT: return html`<${Markdown} text=${component.content} ...${around} />`;
    case SEPARATOR:
      return html`<div class=${`separator ${component.divider === false ? "" : "divided"} ${component.spacing === 2 ? "wide" : ""}`} role="separator"></div>`;
    case THUMBNAIL: return html`<${Picture} item=${component} />`;
    case GALLERY: return html`<div class="gallery">${component.items.map((item) => html`<${Picture} item=${item} />`)}</div>`;
    case FILE: return html`<p class="file">${component.file.url}</p>`;
    default:
      return IN_ROW.has(component.type)
        ? html`<${Control} component=${component} onPress=${around.onPress} />`
        : html`<${NotDrawn} what=${`component ${component.type}`} payload=${component} />`;
  }
}

// Nothing is fetched from elsewhere: a picture is shown by its description.
function Picture({item}) {
  return html`<span class="picture" role="img" aria-label=${item.description ?? "picture"}>${item.description ?? item.media.url}</span>`;
}

// The policy of the page allows no inline style; a drawn line takes its colour from an attribute.
export function Accent({colour}) {
  const fill = `#${colour.toString(16).padStart(6, "0")}`;
  return html`<svg class="accent" aria-hidden="true" width="4" height="100%"><rect width="4" height="100%" fill=${fill} /></svg>`;
}
