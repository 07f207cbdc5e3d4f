// What one chooses from a short list in a modal: menus, channels, radio buttons, checkboxes.
import {html} from "../html.js";
import {initialValues, optionsOf} from "./options.js";

export function Select({element, field, entry, optional, onEnter}) {
  const value = entry === undefined ? initialValues(element)[0] : entry;
  return html`<${Menu} field=${field} value=${value} optional=${optional} onEnter=${onEnter}
    placeholder=${element.placeholder?.text ?? "Choose one"}
    options=${optionsOf(element).map((one) => ({value: one.value, label: one.text.text}))} />`;
}

export function ConversationSelect({element, field, entry, here, channels, optional, onEnter}) {
  const listed = channels.filter((one) => isListed(element, one));
  const first = element.initial_conversation
    ?? (element.default_to_current_conversation && listed.find(({id}) => id === here)?.id);
  return html`<${Menu} field=${field} value=${entry === undefined ? first : entry} optional=${optional}
    placeholder=${element.placeholder?.text ?? "Choose a channel"} onEnter=${onEnter}
    options=${listed.map((one) => ({value: one.id, label: one.direct ? "Direct messages" : `#${one.name}`}))} />`;
}

function isListed({filter = {}}, channel) {
  const kind = channel.direct ? "im" : channel.private ? "private" : "public";
  return (filter.include ?? [kind]).includes(kind) && !(channel.direct && filter.exclude_bot_users);
}

function Menu({field, value, placeholder, optional, options, onEnter}) {
  return html`<select ...${field} value=${value || ""} onChange=${(event) => onEnter(event.target.value || null)}>
    <option value="" disabled=${!optional}>${placeholder}</option>
    ${options.map((one) => html`<option key=${one.value} value=${one.value}>${one.label}</option>`)}
  </select>`;
}

// Radio buttons send one value, checkboxes a list of them.
export function Choices({element, field, entry, onEnter}) {
  const isOne = element.type === "radio_buttons";
  const chosen = entry === undefined ? initialValues(element) : [entry].flat();
  const change = (value, checked) => {
    if (isOne) return onEnter(value);
    onEnter(checked ? [...chosen, value] : chosen.filter((one) => one !== value));
  };
  return html`<div class="choices">${optionsOf(element).map((one, index) => html`<label key=${one.value}>
    <input type=${isOne ? "radio" : "checkbox"} name=${field.id} id=${index ? undefined : field.id}
      aria-invalid=${field["aria-invalid"]} checked=${chosen.includes(one.value)}
      onChange=${(event) => change(one.value, event.target.checked)} />
    <span>${one.text.text}${one.description && html`<span class="small"> ${one.description.text}</span>`}</span>
  </label>`)}</div>`;
}
