// Block Kit as Slack draws it, in messages and modals; inputs are the modal's own.
import {html} from "../html.js";
import {NotDrawn} from "../not_drawn.js";
import {TextObject} from "./mrkdwn.js";
import {RichText} from "./rich_text.js";

export function Blocks({blocks, ...around}) {
  return blocks.map((block) => html`<div key=${block.block_id} class=${`block ${block.type}`}><${Block} block=${block} ...${around} /></div>`);
}

function Block({block, texts, names, onPress}) {
  const around = {texts, names, onPress};
  switch (block.type) {
    case "rich_text": return html`<${RichText} block=${block} names=${names} />`;
    case "header": return html`<h3>${block.text.text}</h3>`;
    case "divider": return html`<hr />`;
    case "section":
      return html`<div class="section-text">
          ${block.text && html`<p><${TextObject} text=${block.text} ...${around} /></p>`}
          ${block.fields && html`<div class="fields">${block.fields.map((field) => html`<p><${TextObject} text=${field} ...${around} /></p>`)}</div>`}
        </div>
        ${block.accessory && html`<${Element} element=${block.accessory} ...${around} />`}`;
    case "context": case "actions":
      return block.elements.map((element) => html`<${Element} element=${element} ...${around} />`);
    case "image":
      return html`<figure>${block.title && html`<figcaption>${block.title.text}</figcaption>`}<${Picture} of=${block} /></figure>`;
    default: return html`<${NotDrawn} what=${block.type} payload=${block} />`;
  }
}

function Element({element, onPress, ...around}) {
  switch (element.type) {
    case "plain_text": case "mrkdwn": return html`<span><${TextObject} text=${element} ...${around} /></span>`;
    case "image": return html`<${Picture} of=${element} />`;
    case "button": return html`<${Button} button=${element} onPress=${onPress} />`;
    default: return html`<${NotDrawn} what=${element.type} payload=${element} />`;
  }
}

function Button({button, onPress}) {
  const classes = `button ${button.style ?? ""}`;
  const label = button.accessibility_label ?? null;
  if (button.url) {
    return html`<a class=${classes} aria-label=${label} href=${button.url} target="_blank" rel="noopener noreferrer" onClick=${() => onPress(button.action_id)}>${button.text.text}</a>`;
  }
  return html`<button type="button" class=${classes} aria-label=${label} onClick=${() => onPress(button.action_id)}>${button.text.text}</button>`;
}

// Nothing is fetched from elsewhere: a picture is shown by its description.
function Picture({of}) {
  return html`<span class="picture" role="img" aria-label=${of.alt_text}>${of.alt_text}</span>`;
}
