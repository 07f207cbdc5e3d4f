// The head of the page: its name, who one is, the theme, and the way to the panel.
import {html} from "./html.js";
import {ThemeSwitch} from "./theme.js";
import {Unread} from "./unread.js";

export function PageHead({people, person, panelOpen, gone, onPerson, onPanel}) {
  return html`<header class="page-head">
    <h1>quotebot <span>sandbox</span></h1>
    ${gone && html`<p class="gone" role="alert">The sandbox has ended. Start it again with “quotebot sandbox”.</p>`}
    <label><span>You are </span><select aria-label="You are" value=${person}
        onChange=${(event) => onPerson(event.target.value)}>
      ${people.map(({name, role}) => html`<option key=${name} value=${name}>${name}, ${role}</option>`)}
    </select></label>
    <${ThemeSwitch} />
    <button type="button" class="panel-button" aria-expanded=${String(panelOpen)}
      onClick=${(event) => onPanel(event.currentTarget)}>Behind the scenes</button>
  </header>`;
}

// What one reaches with the first Tab: past all messages, to where one types.
export function SkipLinks({onSkip}) {
  return html`<nav class="skips" aria-label="Skip to">
    ${[["discord", "Type in Discord"], ["slack", "Type in Slack"]].map(([id, name]) => html`
      <button key=${id} type="button" onClick=${() => onSkip(id)}>${name}</button>`)}
  </nav>`;
}

// On a phone, one of these is shown at a time.
export function ViewTabs({current, unread, onChoose}) {
  const tabs = [["discord", "Discord"], ["slack", "Slack"], ["panel", "Behind the scenes"]];
  return html`<nav class="view-tabs" aria-label="What to show">${tabs.map(([id, name]) => html`
    <button key=${id} type="button" aria-current=${id === current ? "true" : undefined}
      onClick=${(event) => onChoose(id, event.currentTarget)}>
      ${name}${unread[id]?.size > 0 && html`<${Unread} />`}</button>`)}</nav>`;
}
