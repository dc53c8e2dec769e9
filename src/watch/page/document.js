// document.js: the HTML page of a document, in a frame of its own. It is brought up to date in its place; where that cannot be
// done, it is loaded behind the old one and takes its place when it stands where the old one stood.

import { Strange, morph } from "./morph.js";

const TRIES = 5;
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, pre, figure, blockquote, caption";

// Marks what changed for a second.
export function flash(elements) {
  const blocks = new Set([...elements].map((element) => element.closest(BLOCKS) ?? element));
  for (const block of blocks) {
    block.animate?.([{ outline: "3px solid #e0a800" }, { outline: "3px solid #e0a80000" }], { duration: 1000, easing: "ease-in" });
  }
}

export class DocumentView {
  // The page in view: its address, revision, frame and source.
  #shown = null;
  #wanted = null;
  #busy = false;

  constructor(stage) {
    this.stage = stage;
  }

  show(address, revision) {
    this.#wanted = { address, revision };
    if (!this.#busy) this.#catchUp();
  }

  // One after the other, and of several only the last.
  async #catchUp() {
    this.#busy = true;
    try {
      while (this.#wanted !== null && !(this.#shown?.address === this.#wanted.address && this.#shown.revision === this.#wanted.revision)) {
        const { address } = this.#wanted;
        if (!await this.#morph(address) && !await this.#load(address)) break;
        // what was loaded may be newer than what was asked for; another message is on its way then
        if (this.#wanted.address === address) this.#wanted = { address, revision: this.#shown.revision };
      }
    } finally {
      this.#busy = false;
    }
  }

  // The text of a page, and its revision; null when the server is gone.
  async #fetch(address) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) return null;
      return { text: await answer.text(), revision: (answer.headers.get("etag") ?? "").replaceAll('"', "") };
    } catch {
      return null;
    }
  }

  async #morph(address) {
    if (this.#shown?.address !== address) return false;
    const got = await this.#fetch(address);
    if (got === null) return false;
    const { frame, source } = this.#shown;
    const next = parsed(frame, got.text);
    if (frame.contentDocument?.documentElement === undefined || known(source) !== known(next)) return false;
    try {
      const changed = morph(frame.contentDocument.documentElement, source.documentElement, next.documentElement);
      const told = [...changed].filter((element) => !element.closest("head, script, body > header, body > footer"));
      flash(told);
    } catch (error) {
      if (error instanceof Strange) return false;
      throw error;
    }
    // its script shows what it kept: a step with other words has lost its tick
    frame.contentWindow.dispatchEvent(new Event("pageshow"));
    this.#shown = { ...this.#shown, source: next, revision: got.revision };
    return true;
  }

  async #load(address) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const before = await this.#fetch(address);
      if (before === null) return false;
      const frame = document.createElement("iframe");
      frame.title = "Document";
      frame.className = "waiting";
      frame.src = address;
      const loaded = new Promise((resolve) => { frame.addEventListener("load", resolve, { once: true }); });
      this.stage.append(frame);
      await loaded;
      const after = await this.#fetch(address);
      if (after?.revision !== before.revision) { frame.remove(); continue; }
      const old = this.#shown;
      if (old?.address === address) stand(frame, place(old.frame));
      frame.className = "";
      frame.contentDocument.addEventListener("click", outward);
      if (old) old.frame.remove();
      this.#shown = { address, frame, source: parsed(frame, before.text), revision: before.revision };
      return true;
    }
    return false;
  }
}

// What the script of a page found at the start and goes on with: the steps, what is asked in them, and the other boxes.
function known(tree) {
  const steps = [...tree.querySelectorAll("li[data-step]")].map((row) => {
    const asked = [...row.querySelectorAll(".task, .asked")].map((line) => line.dataset.label ?? line.textContent);
    return [row.dataset.step, ...asked];
  });
  const boxes = [...tree.querySelectorAll(".task")].filter((box) => !box.closest("li[data-step]"));
  return JSON.stringify([steps, boxes.map((box) => box.textContent)]);
}

// The tree of a page's text; the frame's own parser has the policy of the page, which allows its styles.
const parsed = (frame, text) => new frame.contentWindow.DOMParser().parseFromString(text, "text/html");

// Where a page stands: its first visible part that has a name, and how far from the top; what is open, and what has the focus.
function place(frame) {
  const { document: page, scrollY: scroll } = frame.contentWindow;
  const first = [...page.querySelectorAll("[id]")].find((part) => {
    const { top, height } = part.getBoundingClientRect();
    return height > 0 && top + height > 0;
  });
  const open = [...page.querySelectorAll("details")].map((part) => part.open);
  return { id: first?.id, top: first?.getBoundingClientRect().top, scroll, open, focus: page.activeElement?.id };
}

function stand(frame, { id, top, scroll, open, focus }) {
  const page = frame.contentDocument;
  const details = page.querySelectorAll("details");
  if (details.length === open.length) details.forEach((part, at) => { part.open = open[at]; });
  if (focus) page.getElementById(focus)?.focus({ preventScroll: true });
  const part = id && page.getElementById(id);
  const to = part ? frame.contentWindow.scrollY + part.getBoundingClientRect().top - top : scroll;
  frame.contentWindow.scrollTo({ top: to, behavior: "instant" });
}

// A link to elsewhere opens beside the preview.
function outward(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  if (/^(https?|mailto|tel):/.test(link.href)) open(link.href, "_blank", "noopener");
}
