// The inputs of a modal: each with its label, its hint and what is wrong with it.
import {useId} from "preact/hooks";
import {html} from "../html.js";
import {NotDrawn} from "../not_drawn.js";
import {Choices, ConversationSelect, Select} from "./choices.js";
import {SearchSelect} from "./search_select.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);

// `entry` is what was put in, undefined while nobody has: then the input stands as it opened.
export function Input({block, error, entry, here, channels, onEnter, onSearch}) {
  const id = useId();
  const {element, label, hint} = block;
  const isGroup = GROUPS.has(element.type);
  const name = html`${label.text}${block.optional && html` <span class="small">(optional)</span>`}`;
  const field = {
    id,
    "aria-invalid": error ? "true" : undefined,
    "aria-required": block.optional || isGroup ? undefined : "true",
    "aria-describedby": [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined,
  };
  const inside = html`<${Element} element=${element} label=${label.text} field=${field} entry=${entry}
    here=${here} channels=${channels} optional=${block.optional}
    onEnter=${onEnter} onSearch=${(typed) => onSearch(element.action_id, typed)} />`;
  return html`<div class="input">
    ${isGroup
      ? html`<fieldset aria-describedby=${field["aria-describedby"]}><legend>${name}</legend>${inside}</fieldset>`
      : html`<label for=${id}>${name}</label>${inside}`}
    ${hint && html`<p class="small" id=${`${id}-hint`}>${hint.text}</p>`}
    ${error && html`<p class="problem" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

function Element(props) {
  const {element, field, entry, onEnter} = props;
  switch (element.type) {
    case "plain_text_input":
      return html`<${Text} ...${props} />`;
    case "timepicker":
      return html`<input type="time" ...${field} value=${entry === undefined ? element.initial_time : entry}
        onInput=${(event) => onEnter(event.target.value || null)} />`;
    case "static_select":
      return html`<${Select} ...${props} />`;
    case "conversations_select":
      return html`<${ConversationSelect} ...${props} />`;
    case "checkboxes":
    case "radio_buttons":
      return html`<${Choices} ...${props} />`;
    case "external_select":
    case "multi_external_select":
    case "multi_static_select":
      return html`<${SearchSelect} ...${props} />`;
    default:
      return html`<${NotDrawn} what=${element.type} payload=${element} />`;
  }
}

function Text({element, field, entry, onEnter}) {
  const tag = element.multiline ? "textarea" : "input";
  const value = entry === undefined ? element.initial_value : entry;
  return html`<${tag} ...${field} value=${value ?? ""} rows=${element.multiline ? 4 : undefined}
    placeholder=${element.placeholder?.text} maxlength=${element.max_length ?? 3000}
    onInput=${(event) => onEnter(event.target.value || null)} />`;
}
