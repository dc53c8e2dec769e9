// paper.js: the pages of a PDF, each a picture; only those that changed are drawn anew. And the Markdown source.

import { flash } from "./document.js";

export class PaperView {
  #address = null;

  constructor(stage) {
    this.sheets = document.createElement("div");
    this.sheets.className = "sheets";
    this.sheets.tabIndex = 0;
    this.sheets.setAttribute("role", "region");
    this.sheets.setAttribute("aria-label", "Pages");
    stage.append(this.sheets);
  }

  show(address, { title, paper: [width, height], pages }) {
    const { sheets } = this;
    if (this.#address !== address) sheets.replaceChildren();
    const anew = this.#address !== address;
    this.#address = address;
    while (sheets.children.length > pages.length) sheets.lastChild.remove();
    pages.forEach((revision, at) => {
      const sheet = sheets.children[at] ?? sheets.appendChild(new Image(Math.round(width), Math.round(height)));
      sheet.alt = `${title}, page ${at + 1} of ${pages.length}`;
      if (sheet.dataset.revision === revision) return;
      sheet.dataset.revision = revision;
      const source = `${address}/${at + 1}.svg?${revision}`;
      if (anew || !sheet.src) {
        sheet.loading = "lazy";
        sheet.src = source;
        return;
      }
      // drawn before it takes the place of the old one
      const next = new Image();
      next.src = source;
      next.decode().catch(() => {}).then(() => {
        if (sheet.dataset.revision !== revision) return;
        sheet.src = source;
        flash([sheet]);
      });
    });
  }
}

export class MarkdownView {
  #revision = null;

  constructor(stage) {
    this.text = document.createElement("pre");
    this.text.className = "source";
    this.text.tabIndex = 0;
    this.text.setAttribute("role", "region");
    this.text.setAttribute("aria-label", "Markdown");
    stage.append(this.text);
  }

  async show(address, revision) {
    if (this.#revision === `${address} ${revision}`) return;
    this.#revision = `${address} ${revision}`;
    const wanted = this.#revision;
    const answer = await fetch(address).catch(() => null);
    const text = answer?.ok ? await answer.text() : null;
    if (wanted !== this.#revision || text === null) return;
    const { scrollTop } = this.text;
    this.text.textContent = text;
    this.text.scrollTop = scrollTop;
  }
}
