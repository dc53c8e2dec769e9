// The live page: boxes, times and values are kept, counted, and handed on as a log. Without this script the page is
// the same checklist without memory.
//
// clock.js: instants on the clock of the plan's zone. Instants are absolute; only what is shown or typed is local.
"use strict";

const facts = JSON.parse(document.getElementById("facts:").textContent);
const { words } = facts;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Words with their {placeholders} replaced.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (Object.hasOwn(values, key) ? values[key] : all));

// An instant as it is kept and handed on: RFC 3339, UTC, whole seconds.
const stamp = (milliseconds) => new Date(milliseconds).toISOString().replace(/\.\d+/, "");
const now = () => stamp(Date.now());

const two = (number) => String(number).padStart(2, "0");

// A zone that an old browser does not know is shown as UTC, and says so.
const knows = (timeZone) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== null;
  } catch {
    return false;
  }
};
const zone = facts.clock.ahead_seconds !== null || knows(facts.clock.name) ? facts.clock.name : "UTC";

const clock = {
  zone,
  // What the wall clock shows, as if it were UTC, so that its parts can be read with `getUTC…`.
  wall: wallOf({ ...facts.clock, name: zone }),

  time(instant) {
    const shown = new Date(clock.wall(Date.parse(instant)));
    return `${two(shown.getUTCHours())}:${two(shown.getUTCMinutes())}`;
  },

  dateAndTime(instant) {
    return `${new Date(clock.wall(Date.parse(instant))).toISOString().slice(0, 10)} ${clock.time(instant)}`;
  },

  // The instant nearest to another at which the clock shows the time typed: `22:05`, `2205`, `9.05`. None for what is
  // no time of day, and for one that this clock leaves out that night.
  instant(typed, near) {
    const [, hours, minutes] = /^\s*(\d{1,2})[:.h ]?(\d{2})\s*$/.exec(typed) ?? [];
    if (hours === undefined || hours > 23 || minutes > 59) return null;
    const middle = Date.parse(near);
    const found = [-DAY, 0, DAY].flatMap((shift) => {
      const date = new Date(clock.wall(middle + shift)).toISOString().slice(0, 10);
      const shown = Date.parse(`${date}T${two(hours)}:${minutes}:00Z`);
      // the clock may have been changed between the two
      return [-DAY, 0, DAY].map((around) => shown - (clock.wall(middle + around) - (middle + around)));
    });
    const right = found.filter((at) => clock.time(stamp(at)) === `${two(hours)}:${minutes}`);
    right.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    return right.length > 0 ? stamp(right[0]) : null;
  },
};

function wallOf({ name, ahead_seconds: ahead }) {
  if (ahead !== null) return (at) => at + ahead * SECOND;
  const form = new Intl.DateTimeFormat("en", {
    timeZone: name, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  });
  return (at) => {
    const part = Object.fromEntries(form.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) + (((at % SECOND) + SECOND) % SECOND);
  };
}

// A length of time in words, rounded down: what is left must not look longer than it is.
function span(milliseconds) {
  const minutes = Math.floor(milliseconds / MINUTE);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return words.under_minute;
  if (hours < 1) return fill(words.minutes, { minutes });
  if (hours >= 48) return fill(words.days, { days, hours: hours % 24 });
  return fill(rest === 0 ? words.hours_only : words.hours_minutes, { hours, minutes: rest });
}

// How long it is until a moment, or since it.
function distance(instant, until, since) {
  const left = Date.parse(instant) - Date.now();
  return fill(left >= 0 ? until : since, { time: span(Math.abs(left)) });
}

