// What a platform draws and this page does not yet: its name, and the payload.
import {html} from "./html.js";

export function NotDrawn({what, payload}) {
  return html`<details class="not-drawn"><summary>${what}: not drawn yet</summary><pre tabindex="0">${JSON.stringify(payload, null, 2)}</pre></details>`;
}
