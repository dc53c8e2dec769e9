// findings.js: what was found in a plan, and the text it was found in.

const at = (id) => document.getElementById(id);

export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// How many of each kind there are: "1 error, 2 warnings".
export function tally(findings) {
  const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
  const words = ["error", "warning", "note"].map((severity) => [count(severity), severity]).filter(([number]) => number > 0);
  return words.map(([number, noun]) => `${number} ${noun}${number === 1 ? "" : "s"}`).join(", ");
}

let shown = "";
// The text in view: its address and the finding's lines.
let text = null;

export function showFindings(plan) {
  const findings = plan?.findings ?? [];
  const list = at("findings").querySelector("ul");
  at("findings").querySelector(".none").hidden = findings.length > 0;
  at("findings-head").textContent = findings.length > 0 ? `Findings: ${tally(findings)}` : "Findings";
  at("aside").textContent = `Findings ${findings.length}`;
  const now = JSON.stringify([plan?.folder, findings]);
  if (now === shown) return;
  shown = now;
  list.replaceChildren(...findings.map((finding) => item(plan, finding)));
  if (text !== null && text.folder === plan?.folder) {
    // the place may have moved
    const moved = findings.find(({ rule, message, place }) => place && rule === text.rule && message === text.message);
    if (moved) showText(plan, moved);
  }
}

function item(plan, finding) {
  const { severity, rule, message, hint, place } = finding;
  const made = make("li", { class: `finding ${severity}` },
    make("p", {}, make("span", { class: "severity" }, severity), " ", ...code(message), " ", make("span", { class: "rule" }, `[${rule}]`)));
  if (hint) made.append(make("p", { class: "hint" }, ...code(hint)));
  if (place) {
    const show = make("button", { type: "button" }, `${place.file}:${place.line}:${place.column}`);
    show.addEventListener("click", () => showText(plan, finding));
    made.append(make("p", { class: "place" }, show, ...(place.editor ? [make("a", { href: place.editor }, "edit")] : [])));
  }
  return made;
}

// Text in back ticks as code; nothing in it is markup.
const code = (words) => words.split(/`([^`]*)`/).map((part, index) => (index % 2 === 1 ? make("code", {}, part) : part));

async function showText(plan, { rule, message, place }) {
  text = { folder: plan.folder, rule, message };
  const mine = text;
  const answer = await fetch(`text/${plan.folder}/${place.text}`).catch(() => null);
  if (!answer?.ok || mine !== text) return;
  const lines = (await answer.text()).split(/\r?\n/);
  const rows = lines.map((line, index) => {
    const number = index + 1;
    const here = number >= place.line && number <= place.last_line;
    return make("span", { class: here ? "line here" : "line", "data-number": String(number) }, line === "" ? " " : line);
  });
  const wasHidden = at("text").hidden;
  at("text").hidden = false;
  at("text-head").textContent = `${place.file}:${place.line}`;
  const box = at("text").querySelector("pre");
  box.replaceChildren(...rows);
  const here = rows[place.line - 1];
  if (here) box.scrollTop = here.offsetTop - box.offsetTop - box.clientHeight / 3;
  if (wasHidden) at("text").scrollIntoView({ block: "nearest" });
}

export function closeText() {
  text = null;
  at("text").hidden = true;
}
