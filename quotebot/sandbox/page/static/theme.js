// Light, dark, or as the system has it; kept for the next visit.
import {useLayoutEffect, useState} from "preact/hooks";
import {html} from "./html.js";

const KEY = "quotebot-theme";
const THEMES = ["system", "light", "dark"];

export function ThemeSwitch() {
  const [theme, setTheme] = useState(() => localStorage.getItem(KEY) ?? "system");
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEY, theme);
  }, [theme]);
  return html`<label class="theme"><span>Theme </span><select aria-label="Theme" value=${theme} onChange=${(event) => setTheme(event.target.value)}>
    ${THEMES.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
  </select></label>`;
}
