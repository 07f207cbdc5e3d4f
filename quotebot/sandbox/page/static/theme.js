// Light, dark, or as the system has it; kept for the next visit.
import {useLayoutEffect, useState} from "preact/hooks";
import {html} from "./html.js";

const KEY = "quotebot-theme";
const THEMES = ["system", "light", "dark"];

// A browser that keeps nothing for anybody throws at the very name.
const kept = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};
const keep = (theme) => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It is then as the system has it, next time.
  }
};

export function ThemeSwitch() {
  const [theme, setTheme] = useState(() => kept() ?? "system");
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
    keep(theme);
  }, [theme]);
  return html`<label class="theme"><span>Theme </span><select aria-label="Theme" value=${theme}
      onChange=${(event) => setTheme(event.target.value)}>
    ${THEMES.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
  </select></label>`;
}
