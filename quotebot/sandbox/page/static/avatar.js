// A person or the bot as a round badge: a letter on a colour of their own.
import {html} from "./html.js";

const COLOURS = 6;

export function Avatar({name, bot, small}) {
  const colour = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS;
  const classes = `avatar ${small ? "small" : ""} ${bot ? "bot" : `colour-${colour}`}`;
  return html`<span class=${classes} aria-hidden="true">${bot ? "“" : name.slice(0, 1)}</span>`;
}
