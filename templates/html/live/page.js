// page.js: the bar at the foot of the window, the log at the end of the page, and what happens when.

const main = document.querySelector("main");
const steps = [...main.querySelectorAll("li[data-step]")].map((row) => new Step(row, render));
const checks = (() => {
  const seen = new Map();
  const nth = (label) => {
    seen.set(label, (seen.get(label) ?? 0) + 1);
    return seen.get(label);
  };
  const boxes = [...main.querySelectorAll(".task input")].filter((box) => !box.closest("li[data-step]"));
  return boxes.map((box) => new Check(box, nth, render));
})();

const bar = {
  hint: make("p", { class: "hint", role: "alert" }),
  decide: make("div", { role: "timer", class: "decide" }),
  alarm: make("div", { role: "timer", class: "alarm" }),
  count: make("span", { class: "count" }),
  meter: make("progress", { "aria-hidden": "true" }),
  next: make("a", { class: "go next" }),
  heard: make("p", { class: "unseen", role: "status" }),
};

// The step that is next, and the one that was so before.
const marked = { now: undefined, before: undefined };

const journal = {
  lines: make("ol", { class: "lines" }),
  text: make("input", { type: "text", autocomplete: "off" }),
  by: make("input", { type: "text", autocomplete: "off" }),
  former: make("div", { class: "former" }),
  section: make("section", { class: "log", id: "log:", "aria-labelledby": "log:head", tabindex: "-1" }),
};

// Says something to those who do not look.
function announce(message) {
  bar.heard.textContent = message;
}

function button(label, onClick, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

function buildBar() {
  const clocks = make("div", { class: "clocks" });
  if (facts.decide_by !== null) clocks.append(bar.decide);
  if (facts.alarm_by !== null) clocks.append(bar.alarm);
  const progress = make("p", { class: "progress" }, bar.meter, bar.count);
  const toLog = make("a", { class: "go", href: "#log:" }, words.log);
  document.body.append(make("section", { class: "bar", "aria-label": words.bar },
    bar.hint, clocks, progress, make("div", { class: "ways" }, bar.next, toLog), bar.heard));
}

function buildLog() {
  const form = make("form", { class: "line" },
    make("label", { class: "field what-happened" }, make("span", {}, words.log_what), journal.text),
    make("label", { class: "field" }, make("span", {}, words.initials), journal.by),
    make("button", { type: "submit" }, words.add));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (journal.text.value.trim() === "") return journal.text.focus();
    const at = now();
    const others = book.keys("line").length;
    book.write(book.key("line", at, others, Math.random()), { at, text: journal.text.value.trim(), by: journal.by.value.trim() });
    journal.text.value = "";
    journal.text.focus();
    render();
  });
  const saves = FORMS.map((form) => button(form.name, () => download(logOf(steps, checks), form),
    { "aria-label": `${words.save} ${form.name}` }));
  const again = askAgain();
  journal.section.append(
    make("h2", { id: "log:head" }, words.log), journal.lines, form,
    make("div", { class: "saves" }, make("span", {}, words.save), ...saves),
    make("div", { class: "again" }, button(words.again, () => again.showModal())),
    journal.former, again);
  main.append(journal.section);
}

// The question before everything is cleared.
function askAgain() {
  const dialog = make("dialog", { "aria-labelledby": "again:" });
  dialog.append(make("p", { id: "again:" }, words.again_ask), make("div", { class: "saves" },
    button(words.again_no, () => dialog.close()),
    button(words.again_yes, () => { startAgain(); dialog.close(); }, { class: "danger" })));
  return dialog;
}

function startAgain() {
  const kept = ["step", "check", "line"].flatMap((kind) => book.keys(kind));
  const former = logOf(steps, checks);
  if (kept.length > 0) book.write(book.key("former", former.exported_at), former);
  for (const key of kept) book.remove(key);
  render();
  scrollTo({ top: 0 });
}

// The steps to be done: where there are several ways back those of the way that was worked on last, and none as long as
// no way was begun.
function stepsToDo() {
  if (facts.ways.length === 0) return steps;
  const touched = steps.filter((step) => step.touched !== null);
  touched.sort((a, b) => a.touched.localeCompare(b.touched));
  const last = touched.at(-1);
  const way = facts.ways.find((ids) => last && ids.includes(last.id));
  return way ? steps.filter((step) => way.includes(step.id)) : [];
}

function renderBar() {
  const toDo = stepsToDo();
  const done = toDo.filter((step) => step.settled).length;
  const next = toDo.find((step) => !step.settled);
  const begun = toDo.length > 0;
  bar.hint.textContent = book.keeps ? "" : words.not_kept;
  bar.meter.hidden = !begun;
  bar.meter.max = toDo.length;
  bar.meter.value = done;
  bar.count.textContent = begun ? fill(words.progress, { done, all: toDo.length }) : "";
  bar.next.textContent = next ? fill(words.next, { step: next.id }) : begun ? words.all_done : words.which_way;
  if (next) bar.next.href = `#${encodeURIComponent(next.row.id)}`;
  else if (!begun) bar.next.href = "#which-way";
  else bar.next.removeAttribute("href");
  if (marked.now !== next) mark(next);
}

// Opens the fields of the next step; those of the one before stay open, for its initials and remark.
function mark(next) {
  for (const step of steps) step.row.classList.toggle("next", step === next);
  if (marked.before) marked.before.details.open = false;
  if (next) next.details.open = true;
  [marked.before, marked.now] = [marked.now, next];
}

function renderLog() {
  const lines = lineRecords();
  journal.section.classList.toggle("empty", lines.length === 0);
  journal.lines.replaceChildren(...lines.map(({ at, text, by }) =>
    make("li", {}, make("time", { datetime: at }, clock.time(at)), ` ${text}${by === "" ? "" : ` (${by})`}`)));
  const former = formerLogs();
  journal.former.replaceChildren(...former.map((old) =>
    button(fill(words.former, { time: clock.dateAndTime(old.exported_at) }), () => download(old, FORMS[0]))));
}

function renderClocks() {
  for (const [place, moment, until, since] of [
    [bar.decide, facts.decide_by, words.decide_in, words.decide_passed],
    [bar.alarm, facts.alarm_by, words.alarm_in, words.alarm_passed],
  ]) {
    if (moment === null) continue;
    const shown = distance(moment, until, since);
    if (place.textContent === shown) continue;
    const passed = Date.parse(moment) < Date.now();
    // once, not at each minute
    if (passed && place.textContent !== "" && !place.classList.contains("passed")) announce(shown);
    place.textContent = shown;
    place.classList.toggle("passed", passed);
  }
}

function render() {
  const ticked = book.keys("step").filter((key) => stepRecord(key).ticked);
  for (const part of [...steps, ...checks]) part.render(ticked);
  renderLog();
  renderBar();
}

buildBar();
buildLog();
document.documentElement.classList.add("live");
render();
renderClocks();
setInterval(renderClocks, SECOND);
document.addEventListener("visibilitychange", renderClocks);
// another tab of the same document
addEventListener("storage", ({ key }) => { book.heard(key); render(); });
// some browsers put back what they remember of a form; the preview has changed words
addEventListener("pageshow", render);
