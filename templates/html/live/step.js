// step.js: a step of the page with its record: the box, when it was begun and done, initials, a remark, the values to
// note down, and the choices of a decision. All controls are built here, as elements; no text ever becomes markup.

// What is made is marked: the preview leaves it alone when it brings a page up to date.
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  element.dataset.made = "";
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// What is being typed is not overwritten.
const show = (input, value) => {
  if (input !== document.activeElement && input.value !== value) input.value = value;
};

const plainText = (element) => element.textContent.replace(/\s+/g, " ").trim();

class Step {
  constructor(row, changed) {
    this.row = row;
    this.id = row.dataset.step;
    this.changed = changed;
    this.box = row.querySelector(":scope > .step > input");
    const what = row.querySelector(":scope > .step > .what");
    this.what = what;
    this.choices = [...what.querySelectorAll(".task input")].map((box, at) => this.choice(box, at));
    this.values = [...what.querySelectorAll(".asked")].map((line, at) => this.value(line, at));
    [this.timeByHand, this.initialsByHand] = row.querySelectorAll(":scope > .step > .hand");
    what.append(...this.controls());
    this.box.addEventListener("change", () => this.tick(this.box.checked));
  }

  // What it is kept under: with other words it is another step. The preview changes them in an open page.
  get key() {
    return book.key("step", this.id, this.row.dataset.digest);
  }

  get title() {
    return plainText(this.what.querySelector(".title > strong") ?? this.what.querySelector(".title") ?? this.what);
  }

  get record() {
    return stepRecord(this.key);
  }

  get settled() {
    const { ticked, left_out: leftOut } = this.record;
    return ticked || leftOut;
  }

  // When its record was last changed; null while there is none.
  get touched() {
    const { ticked, left_out: leftOut, started_at: started, touched_at: at } = this.record;
    return ticked || leftOut || started !== null ? at : null;
  }

  change(part) {
    book.write(this.key, { ...this.record, ...part, touched_at: now() });
    this.changed();
  }

  tick(ticked) {
    this.change(ticked ? { ticked, left_out: false, ended_at: now() } : { ticked, ended_at: null });
  }

  // What something is called for those who do not see where it stands.
  called(what) {
    return fill(words.of_step, { what, step: this.id });
  }

  choice(box, at) {
    box.addEventListener("change", () => {
      const choices = this.choices.map((choice) => choice.box.checked);
      this.change({ choices });
    });
    return { box, label: plainText(box.closest("label") ?? box.closest("li")) };
  }

  value(line, at) {
    const { label } = line.dataset;
    const blank = line.querySelector(".blank");
    const input = make("input", { type: "text", class: "value", "aria-label": this.called(label), autocomplete: "off" });
    input.addEventListener("input", () => this.change({ values: this.values.map((value) => value.input.value) }));
    blank.after(input);
    return { label, blank, input, empty: blank.textContent };
  }

  controls() {
    this.started = this.clockField(words.began, "started_at");
    this.ended = this.clockField(words.ended, "ended_at");
    this.initials = this.textField(words.initials, "initials");
    this.remark = this.textField(words.remark, "remark");
    this.leave = make("button", { type: "button", "aria-label": this.called(words.leave_out) }, words.leave_out);
    this.leave.addEventListener("click", () => {
      const leftOut = !this.record.left_out;
      this.change(leftOut ? { left_out: true, ticked: false, ended_at: null } : { left_out: false });
    });
    this.summary = make("summary", {});
    this.details = make("details", { class: "record" }, this.summary, make("div", { class: "fields" },
      this.started.field, this.ended.field, this.initials.field, this.remark.field, this.leave));
    this.trace = make("p", { class: "trace" });
    return [this.details, this.trace];
  }

  textField(label, part) {
    const input = make("input", { type: "text", "aria-label": this.called(label), autocomplete: "off" });
    input.addEventListener("input", () => this.change({ [part]: input.value }));
    return { input, field: make("label", { class: `field ${part}` }, make("span", {}, label), input) };
  }

  clockField(label, part) {
    const input = make("input", {
      type: "text", class: "clock", inputmode: "numeric", maxlength: "5", placeholder: "--:--", autocomplete: "off",
      "aria-label": this.called(label),
    });
    input.addEventListener("change", () => {
      const instant = input.value.trim() === "" ? null : clock.instant(input.value, this.record[part] ?? now());
      const wrong = instant === null && input.value.trim() !== "";
      input.setAttribute("aria-invalid", String(wrong));
      if (wrong) return announce(words.no_time);
      input.value = instant === null ? "" : clock.time(instant);
      this.change({ [part]: instant });
    });
    const button = make("button", { type: "button", "aria-label": this.called(`${label} ${words.now}`) }, words.now);
    button.addEventListener("click", () => {
      input.setAttribute("aria-invalid", "false");
      if (part === "ended_at") this.tick(true);
      else this.change({ [part]: now() });
    });
    return { input, field: make("div", { class: "field" }, make("span", {}, label), input, button) };
  }

  // Shows what is kept, and whether it was ticked (`before`: the keys of what was) when it said something else.
  render(before) {
    const record = this.record;
    const outdated = !this.settled && before.some((key) => key !== this.key && key.startsWith(book.start("step", this.id)));
    const [began, ended] = [record.started_at, record.ended_at].map((instant) => (instant === null ? "" : clock.time(instant)));
    const times = began !== "" && (ended !== "") ? `${began}–${ended}` : began !== "" ? `${began}–` : ended;
    this.box.checked = record.ticked;
    this.row.classList.toggle("left-out", record.left_out);
    this.row.classList.toggle("outdated", outdated);
    this.leave.setAttribute("aria-pressed", String(record.left_out));
    show(this.started.input, began);
    show(this.ended.input, ended);
    show(this.initials.input, record.initials);
    show(this.remark.input, record.remark);
    this.choices.forEach(({ box }, at) => { box.checked = record.choices[at] ?? false; });
    this.values.forEach(({ input, blank, empty }, at) => {
      show(input, record.values[at] ?? "");
      blank.textContent = record.values[at] || empty;
    });
    const state = record.left_out ? words.left_out : outdated ? words.outdated : "";
    const shown = (...parts) => parts.filter((part) => part !== "").join(" · ");
    this.summary.textContent = shown(state, times, record.initials) || words.record;
    // on paper: in the columns for the hand, and below the step what has no column
    if (this.timeByHand) {
      this.timeByHand.textContent = times;
      this.initialsByHand.textContent = record.initials;
    }
    this.trace.textContent = this.timeByHand ? shown(state, record.remark) : shown(state, times, record.initials, record.remark);
  }

  logged() {
    const { ticked, left_out, started_at, ended_at, initials, remark, values, choices } = this.record;
    return {
      id: this.id,
      digest: this.row.dataset.digest,
      title: this.title,
      ticked, left_out, started_at, ended_at, initials, remark,
      values: this.values.map(({ label }, at) => ({ label, value: values[at] ?? "" })),
      choices: this.choices.map(({ label }, at) => ({ label, ticked: choices[at] ?? false })),
    };
  }
}

// A box outside of all steps: a trigger. Its own words are what it is kept under.
class Check {
  constructor(box, nth, changed) {
    this.box = box;
    this.label = plainText(box.closest("label") ?? box.closest("li"));
    this.key = book.key("check", this.label, nth(this.label));
    box.addEventListener("change", () => {
      book.write(this.key, { ticked_at: box.checked ? now() : null });
      changed();
    });
  }

  render() {
    this.box.checked = checkRecord(this.key) !== null;
  }

  logged() {
    return { label: this.label, ticked_at: checkRecord(this.key) };
  }
}

