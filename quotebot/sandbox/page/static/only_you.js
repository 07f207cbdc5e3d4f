// What marks a message that one person alone sees.
import {html} from "./html.js";

export function OnlyYou({children}) {
  return html`<p class="only-you"><svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M1 8c3.5-6 10.5-6 14 0c-3.5 6-10.5 6-14 0z" /><circle cx="8" cy="8" r="2.25" />
  </svg>${children}</p>`;
}
