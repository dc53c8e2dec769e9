// book.js: what is kept in this browser. One entry a step, so that two tabs do not overwrite each other; its key holds
// the digest of the step's text, so that a changed step has lost its tick. What is read is not trusted: another page
// of this origin may have written it.

const LONGEST_TEXT = 4000;

const asText = (value) => (typeof value === "string" ? value.slice(0, LONGEST_TEXT) : "");
const asList = (value) => (Array.isArray(value) ? value.slice(0, 100) : []);
const instantOrNull = (value) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null);

function parsed(source) {
  try {
    const value = JSON.parse(source);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

const PREFIX = ["backout", 1, facts.plan.id, facts.document.kind];

const book = {
  // Whether the browser keeps what is written.
  keeps: true,
  // What was written in this tab, also when the browser does not keep it.
  written: new Map(),

  key: (...parts) => JSON.stringify([...PREFIX, ...parts]),

  // What the keys of one kind begin with, or those of one step.
  start: (...parts) => `${book.key(...parts).slice(0, -1)},`,

  read(key) {
    if (book.written.has(key)) return book.written.get(key);
    try {
      return localStorage.getItem(key);
    } catch {
      book.keeps = false;
      return null;
    }
  },

  write(key, value) {
    book.written.set(key, JSON.stringify(value));
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      book.keeps = false;
    }
  },

  remove(key) {
    book.written.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      book.keeps = false;
    }
  },

  // The keys of one kind: "step", "check", "line", "former".
  keys(kind) {
    const keys = new Set(book.written.keys());
    try {
      for (let at = 0; at < localStorage.length; at += 1) keys.add(localStorage.key(at));
    } catch {
      book.keeps = false;
    }
    const start = book.start(kind);
    return [...keys].filter((key) => key.startsWith(start)).sort();
  },

  // Another tab wrote an entry, or emptied all.
  heard(key) {
    if (key === null) book.written.clear();
    else book.written.delete(key);
  },
};

function stepRecord(key) {
  const value = parsed(book.read(key));
  return {
    ticked: value.ticked === true,
    left_out: value.left_out === true,
    started_at: instantOrNull(value.started_at),
    ended_at: instantOrNull(value.ended_at),
    touched_at: instantOrNull(value.touched_at),
    initials: asText(value.initials),
    remark: asText(value.remark),
    values: asList(value.values).map(asText),
    choices: asList(value.choices).map((choice) => choice === true),
  };
}

// When a box outside of all steps was ticked; null while it is not.
const checkRecord = (key) => instantOrNull(parsed(book.read(key)).ticked_at);

// The free lines of the log, the oldest first.
function lineRecords() {
  const lines = book.keys("line").map((key) => {
    const value = parsed(book.read(key));
    return { at: instantOrNull(value.at), text: asText(value.text), by: asText(value.by) };
  });
  return lines.filter((line) => line.at !== null && line.text !== "").sort((a, b) => a.at.localeCompare(b.at));
}

// Logs that were put aside by starting again, the newest first.
function formerLogs() {
  const logs = book.keys("former").map((key) => parsed(book.read(key)));
  const ours = logs.filter((log) => log.format === FORMAT && instantOrNull(log.exported_at) !== null);
  return ours.sort((a, b) => b.exported_at.localeCompare(a.exported_at));
}

