// morph.js: brings a page that is in use up to date. Three trees: `live` is in use, `base` is what it was made of, and
// `next` what it shall become. Only what differs between base and next is touched, so that what a person or a script did to
// the rest stays: scroll, focus, ticked boxes, open details.

// What the page's own script made is no part of its source.
const isMade = (node) => node.nodeType === Node.ELEMENT_NODE && node.dataset?.made !== undefined;
const own = (parent) => [...parent.childNodes].filter((node) => !isMade(node));

// By what an element is found again when others come or go around it.
const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset?.step || "" : "");

// The page is not made of what it was thought to be made of.
export class Strange extends Error {}

// Brings `live` up to date and gives the elements that changed.
export function morph(live, base, next) {
  const changed = new Set();
  element(live, base, next, changed);
  return changed;
}

function element(live, base, next, changed) {
  if (base.isEqualNode(next)) return;
  attributes(live, base, next);
  children(live, base, next, changed);
}

function attributes(live, base, next) {
  for (const { name, value } of next.attributes) {
    if (base.getAttribute(name) === value) continue;
    if (name === "class") classes(live, base, next);
    else live.setAttribute(name, value);
  }
  for (const { name } of base.attributes) {
    if (next.hasAttribute(name)) continue;
    if (name === "class") classes(live, base, next);
    else live.removeAttribute(name);
  }
}

// The page's script has classes of its own.
function classes(live, base, next) {
  for (const name of base.classList) if (!next.classList.contains(name)) live.classList.remove(name);
  live.classList.add(...next.classList);
}

function children(live, base, next, changed) {
  const [mine, olds, news] = [own(live), [...base.childNodes], [...next.childNodes]];
  if (mine.length !== olds.length) throw new Strange();
  const found = matches(olds, news);
  const kept = new Set(found);
  mine.forEach((node, at) => { if (!kept.has(at)) { node.remove(); changed.add(live); } });
  let before = null;
  news.forEach((node, at) => {
    let here = mine[found[at]];
    if (here === undefined) {
      here = live.ownerDocument.importNode(node, true);
      put(live, here, before);
      changed.add(here.nodeType === Node.ELEMENT_NODE ? here : live);
    } else {
      if (following(live, before) !== here) put(live, here, before);
      if (node.nodeType === Node.ELEMENT_NODE) element(here, olds[found[at]], node, changed);
      else if (olds[found[at]].data !== node.data) { here.data = node.data; changed.add(live); }
    }
    before = here;
  });
}

const put = (parent, node, before) => (before === null ? parent.prepend(node) : before.after(node));

// The next child that is not made by the script.
function following(parent, before) {
  let node = before === null ? parent.firstChild : before.nextSibling;
  while (node !== null && isMade(node)) node = node.nextSibling;
  return node;
}

// For each new child the index of the old one that it was, or undefined.
function matches(olds, news) {
  const found = new Array(news.length);
  let start = 0;
  while (start < olds.length && start < news.length && olds[start].isEqualNode(news[start])) { found[start] = start; start += 1; }
  let [oldEnd, newEnd] = [olds.length, news.length];
  while (oldEnd > start && newEnd > start && olds[oldEnd - 1].isEqualNode(news[newEnd - 1])) found[(newEnd -= 1)] = (oldEnd -= 1);
  // between the equal ends: first by name, then one after the other what is of the same kind
  const left = new Set();
  for (let at = start; at < oldEnd; at += 1) left.add(at);
  const take = (at, node) => { found[at] = node; left.delete(node); };
  const named = new Map([...left].filter((at) => keyOf(olds[at]) !== "").map((at) => [keyOf(olds[at]), at]));
  for (let at = start; at < newEnd; at += 1) {
    const old = named.get(keyOf(news[at]));
    if (old !== undefined && left.has(old) && olds[old].nodeName === news[at].nodeName) take(at, old);
  }
  for (let at = start; at < newEnd; at += 1) {
    if (found[at] !== undefined) continue;
    const old = [...left].find((candidate) => keyOf(olds[candidate]) === "" && keyOf(news[at]) === ""
      && olds[candidate].nodeType === news[at].nodeType && olds[candidate].nodeName === news[at].nodeName);
    if (old !== undefined) take(at, old);
  }
  return found;
}
