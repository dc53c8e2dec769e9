// paper.js: the pages of a PDF, each a picture with its links over it; only those that changed are drawn anew. And the Markdown
// source.

import { flash } from "./document.js";

const SVG = "http://www.w3.org/2000/svg";

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

  show(address, { title, paper, pages }) {
    const { sheets } = this;
    if (this.#address !== address) sheets.replaceChildren();
    const anew = this.#address !== address;
    this.#address = address;
    while (sheets.children.length > pages.length) sheets.lastChild.remove();
    pages.forEach((revision, at) => {
      const sheet = sheets.children[at] ?? sheets.appendChild(this.#sheet(paper));
      const picture = sheet.firstChild;
      picture.alt = `${title}, page ${at + 1} of ${pages.length}`;
      if (sheet.dataset.revision === revision) return;
      sheet.dataset.revision = revision;
      const source = `${address}/${at + 1}`;
      const isNow = () => sheet.dataset.revision === revision && this.#address === address;
      const show = () => {
        picture.src = `${source}.svg?${revision}`;
        // a page far below is loaded when somebody scrolls there, and so are its links
        picture.onload = () => this.#link(sheet, `${source}.links?${revision}`, isNow);
      };
      if (anew || !picture.src) {
        picture.loading = "lazy";
        show();
        return;
      }
      // drawn before it takes the place of the old one
      const next = new Image();
      next.src = `${source}.svg?${revision}`;
      next.decode().catch(() => {}).then(() => {
        if (!isNow()) return;
        show();
        flash([picture]);
      });
    });
  }

  #sheet([width, height]) {
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    const links = document.createElementNS(SVG, "svg");
    links.setAttribute("viewBox", `0 0 ${width} ${height}`);
    sheet.append(new Image(Math.round(width), Math.round(height)), links);
    return sheet;
  }

  async #link(sheet, address, isNow) {
    const answer = await fetch(address).catch(() => null);
    const found = answer?.ok ? await answer.json() : null;
    if (found !== null && isNow()) sheet.lastChild.replaceChildren(...found.map((link) => this.#area(link)));
  }

  #area({ areas, words, address, page, y }) {
    const link = document.createElementNS(SVG, "a");
    link.setAttribute("aria-label", words || address || `Page ${page}`);
    if (address) {
      for (const [name, value] of [["href", address], ["target", "_blank"], ["rel", "noopener noreferrer"]]) link.setAttribute(name, value);
    } else {
      link.setAttribute("href", location.hash || "#");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.#go(page, y);
      });
    }
    link.append(...areas.map(([x, top, width, height]) => {
      const area = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ x, y: top, width, height })) area.setAttribute(name, value);
      return area;
    }));
    return link;
  }

  // To a place on a page; some of what stands above it stays in view.
  #go(page, y) {
    const sheet = this.sheets.children[page - 1];
    if (!sheet) return;
    const scale = sheet.clientWidth / sheet.lastChild.viewBox.baseVal.width;
    this.sheets.scrollTo({ top: sheet.offsetTop + (y - 24) * scale, behavior: "instant" });
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
