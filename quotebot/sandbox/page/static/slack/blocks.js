// Blocks as Slack draws them.
import {html} from "../html.js";

export function Blocks({blocks, onPress}) {
  return blocks.map((block) => html`<p>${words(block)} ${block.type === "actions" && block.elements.map((one) => html`<button type="button" onClick=${() => onPress(one.action_id)}>${one.text.text}</button>`)}</p>`);
}

function words(value) {
  if (typeof value.text === "string" && value.type !== "button") return value.text;
  return [value.text, ...(value.elements ?? [])].filter((one) => one && one.type !== "button").map(words).join(" ");
}
