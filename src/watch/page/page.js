// page.js: the frame of the preview. It hears of every scene and shows the document that was chosen, in the view that was chosen;
// both stand in the address, so that a tab comes back to them.

import { DocumentView } from "./document.js";
import { closeText, make, showFindings, tally } from "./findings.js";
import { MarkdownView, PaperView } from "./paper.js";

const at = (id) => document.getElementById(id);
const VIEWS = ["page", "paper", "markdown"];
const AGAIN = 1000;

let source = null;
// What the server was told that is looked at here: it makes that first.
let look = "";
let connected = false;
let scene = null;
let frame = null;
// The view in place: its kind, and what shows it.
let view = { kind: null };

function listen() {
  source?.close();
  look = looked();
  source = new EventSource(`scenes${look}`);
  // a part: the document in view is up to date, the others follow
  for (const name of ["scene", "part"]) source.addEventListener(name, (event) => {
    connected = true;
    scene = JSON.parse(event.data);
    // the program was replaced by another one, which has another frame
    if (frame !== null && frame !== scene.frame) return location.reload();
    frame = scene.frame;
    update();
  });
  source.addEventListener("error", () => {
    connected = false;
    update();
    // a browser that gives up is told to try again
    if (source.readyState === EventSource.CLOSED && !document.hidden) setTimeout(listen, AGAIN);
  });
}

// A browser holds few connections to one server: a tab nobody looks at gives its own back.
document.addEventListener("visibilitychange", () => (document.hidden ? source.close() : listen()));
addEventListener("hashchange", () => {
  update();
  if (!document.hidden && looked() !== look) listen();
});

function looked() {
  const [folder, name] = location.hash.slice(1).split("/");
  return folder && name ? `?look=${folder}/${name}` : "";
}

// What is chosen: #folder/document/view.
function choice() {
  const [folder, name, kind] = location.hash.slice(1).split("/");
  const plan = scene?.plans.find((one) => one.folder === folder) ?? scene?.plans[0];
  const page = plan?.documents.find((one) => one.name === name) ?? plan?.documents[0];
  return { plan, page, kind: VIEWS.includes(kind) ? kind : "page" };
}

const address = (plan, page, kind) => `#${plan.folder}/${page?.name ?? ""}/${kind}`;

function update() {
  const { plan, page, kind } = choice();
  showDocuments(plan, page, kind);
  showPlans(plan, kind);
  showFindings(plan);
  showFault(plan);
  showState(plan, page);
  for (const button of at("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === kind));
  show(plan, page, kind);
}

function showDocuments(plan, page, kind) {
  const list = at("documents");
  const options = (plan?.documents ?? []).map((one) => new Option(one.title, address(plan, one, kind), false, one === page));
  const same = list.options.length === options.length && options.every((option, index) => list.options[index].value === option.value);
  if (same) for (const [index, option] of options.entries()) list.options[index].selected = option.selected;
  else list.replaceChildren(...options);
  list.disabled = options.length === 0;
}

function showPlans(plan, kind) {
  const plans = scene?.plans ?? [];
  at("plans").hidden = plans.length < 2;
  at("plans").querySelector("ul").replaceChildren(...plans.map((one) => {
    const broken = one.fault !== null;
    const link = make("a", { href: address(one, one.documents[0], kind), title: one.file }, make("span", {}, one.title),
      make("span", { class: broken ? "tally error" : "tally" }, broken ? "broken" : tally(one.findings)));
    if (one === plan) link.setAttribute("aria-current", "page");
    return make("li", {}, link);
  }));
}

// What keeps the plan in view from being shown as it is, and what is wrong besides all plans.
const faults = (plan) => [plan?.fault, scene?.fault].filter((fault) => typeof fault === "string");

function showFault(plan) {
  const words = faults(plan);
  const isOld = typeof plan?.fault === "string" && plan.documents.length > 0;
  at("fault").hidden = words.length === 0;
  at("fault").querySelector("h2").textContent = isOld ? "Broken – this is the last good page" : "Broken";
  at("fault").querySelector("pre").textContent = words.join("\n").trimEnd();
}

function showState(plan, page) {
  const broken = faults(plan).length > 0;
  const others = (scene?.plans ?? []).filter((one) => one !== plan && one.fault !== null).length;
  const elsewhere = others === 0 ? "" : `; ${others === 1 ? "another plan is" : `${others} other plans are`} broken`;
  const words = !connected ? "not connected: is backout still running?" : `${broken ? "broken" : "up to date"}${elsewhere}`;
  if (at("state").textContent !== words) at("state").textContent = words;
  document.documentElement.classList.toggle("stale", !connected);
  document.documentElement.classList.toggle("broken", connected && broken);
  const title = plan ? [page?.title, plan.title].filter(Boolean).join(" · ") : "backout preview";
  document.title = (!connected ? "… stale: " : broken ? "✗ broken: " : "") + title;
}

function show(plan, page, kind) {
  at("pdf").hidden = !page;
  if (!page) {
    if (view.kind !== "none") at("stage").replaceChildren(make("p", { class: "nothing" }, "There is no good page yet."));
    view = { kind: "none" };
    return;
  }
  const pdf = `view/${plan.folder}/${page.name}.pdf`;
  if (at("pdf").getAttribute("href") !== pdf) at("pdf").setAttribute("href", pdf);
  if (view.kind !== kind) {
    at("stage").replaceChildren();
    const makers = { page: DocumentView, paper: PaperView, markdown: MarkdownView };
    view = { kind, shower: new makers[kind](at("stage")) };
  }
  const name = `${plan.folder}/${page.name}`;
  if (kind === "page") view.shower.show(`view/${name}.html`, page.html);
  if (kind === "paper") view.shower.show(`paper/${name}`, page);
  if (kind === "markdown") view.shower.show(`view/${name}.md`, page.markdown);
}

at("documents").addEventListener("change", (event) => { location.hash = event.target.value; });
at("views").addEventListener("click", (event) => {
  const kind = event.target.dataset.view;
  const { plan, page } = choice();
  if (kind && plan) location.hash = address(plan, page, kind);
});
at("aside").addEventListener("click", () => {
  const open = document.documentElement.classList.toggle("aside");
  at("aside").setAttribute("aria-expanded", String(open));
});
at("text-close").addEventListener("click", closeText);
listen();
