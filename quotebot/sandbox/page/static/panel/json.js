// JSON exactly as it is, with a button that copies it.
import {useState} from "preact/hooks";
import {html} from "../html.js";

export function Json({label, value}) {
  const [copied, setCopied] = useState(null);
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("Copied");
    } catch {
      setCopied("The browser does not allow it: select and copy by hand");
    }
  };
  return html`<div class="json">
    <div class="json-head"><h3>${label}</h3>
      <span role="status" class="small">${copied}</span>
      <button type="button" aria-label=${`Copy: ${label}`} onClick=${copy}>Copy</button></div>
    <pre tabindex="0" role="region" aria-label=${label}>${text}</pre>
  </div>`;
}
