// Preact's h() behind htm's templates: html`<p class=${c}>…</p>` needs no build.
import {h} from "preact";
import htm from "htm";

export const html = htm.bind(h);
