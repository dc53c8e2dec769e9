// The frame of the preview: shows one document, and shows it anew in its place when it changes.
"use strict";

const at = (id) => document.getElementById(id);
const chosen = () => location.hash.slice(1);
let pages = new Map(); // address → { revision, title }
let shown = null; // "address revision" of the page in view
let fault = "";
let connected = false;

let source = null;

function listen() {
  source = new EventSource("scenes");
  source.addEventListener("scene", (event) => {
    const [number, ...lines] = event.data.split("\n");
    const documents = lines.splice(0, Number(number)).map((line) => line.split("\t"));
    pages = new Map(documents.map(([address, revision, title]) => [address, { revision, title }]));
    fault = lines.join("\n");
    connected = true;
    update();
  });
  source.addEventListener("error", () => { connected = false; update(); });
}

// A browser holds few connections to one server: a tab nobody looks at gives its own back.
document.addEventListener("visibilitychange", () => (document.hidden ? source.close() : listen()));
listen();
addEventListener("hashchange", update);
at("documents").addEventListener("change", (event) => { location.hash = event.target.value; });

function update() {
  const address = pages.has(chosen()) ? chosen() : pages.keys().next().value;
  at("documents").replaceChildren(...[...pages].map(([value, { title }]) => new Option(title, value, false, value === address)));
  at("words").textContent = fault;
  at("fault").hidden = fault === "";
  if (address !== undefined) show(address, pages.get(address));
  state(address);
}

function state(address) {
  const title = address === undefined ? "backout preview" : pages.get(address).title;
  const words = !connected ? "not connected: is backout still running?" : fault ? "broken" : "up to date";
  at("state").textContent = words;
  document.title = (!connected ? "… " : fault ? "✗ " : "") + title;
}

// The new page is loaded behind the old one and takes its place when it stands where the old one stood.
function show(address, { revision }) {
  at("pdf").href = `view/${address}.pdf`;
  at("markdown").href = `view/${address}.md`;
  if (shown === `${address} ${revision}`) return;
  const same = shown?.startsWith(`${address} `);
  shown = `${address} ${revision}`;
  const wanted = shown;
  const old = at("stage").lastElementChild;
  const frame = document.createElement("iframe");
  frame.title = "Document";
  frame.className = "waiting";
  frame.src = `view/${address}.html`;
  frame.addEventListener("load", () => {
    if (wanted !== shown) return frame.remove();
    if (same && old) stand(frame.contentWindow, place(old.contentWindow));
    frame.className = "";
    for (const other of [...at("stage").children]) if (other !== frame) other.remove();
    frame.contentDocument.addEventListener("click", outward);
  });
  at("stage").append(frame);
}

// Where a page stands: its first visible part that has a name, and how far from the top.
function place(view) {
  for (const part of view.document.querySelectorAll("[id]")) {
    const { top, height } = part.getBoundingClientRect();
    if (height > 0 && top + height > 0) return { id: part.id, top, scroll: view.scrollY };
  }
  return { scroll: view.scrollY };
}

function stand(view, { id, top, scroll }) {
  const part = id && view.document.getElementById(id);
  view.scrollTo({ top: part ? view.scrollY + part.getBoundingClientRect().top - top : scroll, behavior: "instant" });
}

// A link to elsewhere opens beside the preview.
function outward(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  if (/^(https?|mailto|tel):/.test(link.href)) open(link.href, "_blank", "noopener");
}
