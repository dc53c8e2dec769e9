// export.js: the log as JSON, Markdown and CSV. The JSON is described in templates/html/live/log.schema.json.

const FORMAT = "backout-log";
const VERSION = 1;

function logOf(steps, checks) {
  const log = {
    format: FORMAT,
    version: VERSION,
    plan: facts.plan,
    document: facts.document,
    zone: clock.zone,
    started_at: null,
    exported_at: now(),
    steps: steps.map((step) => step.logged()),
    checks: checks.map((check) => check.logged()),
    lines: lineRecords(),
  };
  const instants = [
    ...log.steps.flatMap((step) => [step.started_at, step.ended_at]),
    ...log.checks.map((check) => check.ticked_at),
    ...log.lines.map((line) => line.at),
  ];
  log.started_at = instants.filter((instant) => instant !== null).sort()[0] ?? null;
  return log;
}

const toJson = (log) => `${JSON.stringify(log, null, 2)}\n`;

// Text in Markdown: one line, and nothing in it is markup.
const markdownText = (text) => text.replace(/\s+/g, " ").trim()
  .replace(/[\\`*_{}[\]<>#|~&!$@]|:(?=\/\/)/g, "\\$&")
  // an address is no link either
  .replace(/(www)\./gi, "$1\\.");

function toMarkdown(log) {
  const local = (instant) => (instant === null ? "" : clock.dateAndTime(instant));
  const row = (cells) => `| ${cells.map(markdownText).join(" | ")} |`;
  const names = [words.step, words.what, words.began, words.ended, words.initials, words.note_down, words.remark];
  const out = [
    `# ${markdownText(`${words.log}: ${log.plan.title}`)}`,
    "",
    markdownText(`${log.plan.id} · ${log.document.kind} · ${fill(words.times_in, { zone: log.zone })} · ${local(log.exported_at)}`),
    "",
    row(names),
    `|${" --- |".repeat(names.length)}`,
  ];
  for (const step of log.steps) {
    const noted = step.values.filter(({ value }) => value !== "").map(({ label, value }) => `${label}: ${value}`);
    const chosen = step.choices.filter(({ ticked }) => ticked).map(({ label }) => label);
    const state = step.ticked ? "☑" : step.left_out ? words.left_out : "☐";
    out.push(row([
      `${step.id} ${state}`, step.title, local(step.started_at), local(step.ended_at), step.initials,
      [...chosen, ...noted].join("; "), step.remark,
    ]));
  }
  const noted = [
    ...log.checks.filter((check) => check.ticked_at !== null).map(({ ticked_at: at, label }) => ({ at, text: `☑ ${label}`, by: "" })),
    ...log.lines,
  ].sort((a, b) => a.at.localeCompare(b.at));
  if (noted.length > 0) out.push("");
  for (const { at, text, by } of noted) out.push(`- ${local(at)} ${markdownText(by === "" ? text : `${text} (${by})`)}`);
  return `${out.join("\n")}\n`;
}

// A cell of a table (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front.
const cell = (text) => `"${(/^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function toCsv(log) {
  const rows = [["kind", "id", "text", "ticked", "left_out", "started_at", "ended_at", "started_local", "ended_local", "initials", "remark", "values"]];
  const yes = (value) => (value ? "yes" : "no");
  const local = (instant) => (instant === null ? "" : clock.dateAndTime(instant));
  for (const step of log.steps) {
    const values = step.values.filter(({ value }) => value !== "").map(({ label, value }) => `${label}: ${value}`);
    const choices = step.choices.filter(({ ticked }) => ticked).map(({ label }) => label);
    rows.push([
      "step", step.id, step.title, yes(step.ticked), yes(step.left_out), step.started_at ?? "", step.ended_at ?? "",
      local(step.started_at), local(step.ended_at), step.initials, step.remark, [...choices, ...values].join("; "),
    ]);
  }
  for (const { label, ticked_at: at } of log.checks) {
    rows.push(["check", "", label, yes(at !== null), "", at ?? "", "", local(at), "", "", "", ""]);
  }
  for (const { at, text, by } of log.lines) rows.push(["line", "", text, "", "", at, "", local(at), "", by, "", ""]);
  // the mark tells spreadsheets that this is UTF-8
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const FORMS = [
  { name: "JSON", ending: "json", type: "application/json", write: toJson },
  { name: "Markdown", ending: "md", type: "text/markdown", write: toMarkdown },
  { name: "CSV", ending: "csv", type: "text/csv", write: toCsv },
];

function download(log, { ending, type, write }) {
  const address = URL.createObjectURL(new Blob([write(log)], { type: `${type};charset=utf-8` }));
  const moment = log.exported_at.replace(/[-:]/g, "");
  const plan = facts.plan.id.replace(/[^\w.-]/g, "_");
  // outside of the page: nothing that listens to clicks there shall see it
  make("a", { href: address, download: `${plan}-${facts.document.kind}-${moment}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), MINUTE);
}

