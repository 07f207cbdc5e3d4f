// What one presses or chooses from in a message on Discord.
import {html} from "../html.js";
import {NotDrawn} from "../not_drawn.js";

const BUTTON = 2;
const STRING_SELECT = 3;
const LINK = 5;
const STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger"};

export function Control({component, onPress}) {
  if (component.type === BUTTON) return html`<${Button} button=${component} onPress=${onPress} />`;
  if (component.type === STRING_SELECT) return html`<${Select} select=${component} onPress=${onPress} />`;
  return html`<${NotDrawn} what=${`component ${component.type}`} payload=${component} />`;
}

function Button({button, onPress}) {
  const label = html`${button.emoji?.name && html`<span aria-hidden=${button.label ? "true" : null}>${button.emoji.name}</span>`} ${button.label}`;
  if (button.style === LINK) {
    return html`<a class="button secondary" href=${button.url} target="_blank" rel="noopener noreferrer">${label}
      <span class="outward" aria-hidden="true">↗</span></a>`;
  }
  if (!STYLES[button.style]) return html`<${NotDrawn} what=${`button style ${button.style}`} payload=${button} />`;
  return html`<button type="button" class=${`button ${STYLES[button.style]}`} disabled=${button.disabled}
    onClick=${() => onPress(button.custom_id)}>${label}</button>`;
}

// One choice sends at once, as at home; several are sent together.
function Select({select, onPress}) {
  const several = (select.max_values ?? 1) > 1;
  const choose = (event) => {
    const values = [...event.target.selectedOptions].map((option) => option.value).filter(Boolean);
    if (values.length) onPress(select.custom_id, values);
  };
  const placeholder = select.placeholder ?? "Make a selection";
  return html`<select class="select" aria-label=${placeholder} multiple=${several} disabled=${select.disabled} onChange=${choose}>
    ${!several && html`<option value="">${placeholder}</option>`}
    ${select.options.map((option) => html`<option value=${option.value} selected=${option.default}>${option.label}${option.description ? ` (${option.description})` : ""}</option>`)}
  </select>`;
}
