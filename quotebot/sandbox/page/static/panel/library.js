// The quotes that the bot has, and what was wrong with the files when it last read them anew.
import {html} from "../html.js";

const KEPT = "The files were not taken: the bot keeps the quotes it had.";

export function Library({library}) {
  if (!library) {
    return html`<p class="empty">Not read anew yet. Edit a quote file and save it: the bot then has the quote, or
      the problem stands here with its path and line.</p>`;
  }
  const {quotes, changed = [], problems, at} = library;
  const words = problems.length ? KEPT : `Read anew: ${quotes} quotes.`;
  return html`<div class="library">
    <p role="status">${words} <span class="small">${new Date(at).toLocaleTimeString("en-GB")}</span></p>
    ${changed.length > 0 && html`<h3>New or changed</h3>`}
    <ul>${changed.map((id) => html`<li key=${id}>${id}</li>`)}</ul>
    <ul class="problems">${problems.map((problem) => html`<li key=${problem}>${problem}</li>`)}</ul>
  </div>`;
}

// Tells of a bad file wherever one is looking.
export function LibraryNews({library, onShow}) {
  const count = library?.problems.length ?? 0;
  return html`<div class="library-news" role="status">${count > 0 && html`
    <p>${library.problems[0]}</p>
    <button type="button" onClick=${(event) => onShow(event.currentTarget)}>
      ${count === 1 ? "Show the problem" : `Show all ${count} problems`}</button>`}</div>`;
}
