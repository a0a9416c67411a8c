// What the server knows of the film, as the page shows it, and the ways to ask it for something.
import { reactive } from "vue";

export const store = reactive({
  phase: "loading",
  // The film as it was last, while it is opened: steps wait.
  early: false,
  share: 0,
  problem: "",
  album: "",
  offered: [],
  state: null,
  choices: null,
  notices: [],
  playing: { revision: "", share: 0, problem: "" },
  making: { phase: "" },
  phone: { phase: "" },
  copying: { phase: "" },
  screen: { phase: "" },
  // What this page looks at: it is in the address, so that a reload shows the same.
  selected: [1],
  frame: 0,
  isPlaying: false,
  safe: false,
  panel: "slide",
  dialog: "",
  said: "",
  error: null,
  busy: 0,
});

let texts = {};
let translated = [];
let language = "en";

export function speak(table, name) {
  texts = table.texts;
  language = name;
  translated = table.phrases.map(([from, to]) => {
    const source = from.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll("{}", "(.+?)");
    return [new RegExp(`^${source}$`), to];
  });
}

export function t(key, values = {}) {
  let text = texts[key] ?? key.split(".").pop().replaceAll("_", " ");
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, value);
  return text;
}

// What the server says in English, in the page's language where the table has it.
export function told(words) {
  for (const [pattern, to] of translated) {
    const found = words.match(pattern);
    if (found) return found.slice(1).reduce((text, one) => text.replace("{}", one), to);
  }
  return words;
}

export function number(value, digits = 1) {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function day(iso) {
  return iso ? new Date(`${iso}T12:00`).toLocaleDateString(language, { day: "numeric", month: "short" }) : "";
}

export const slideAt = (number) => store.state?.slides[number - 1];
export const selectedSlide = () => slideAt(store.selected.at(-1) ?? 1);
export const slideOfFrame = (frame) => {
  const slides = store.state?.slides ?? [];
  for (let index = slides.length - 1; index > 0; index--) {
    const before = slides[index - 1];
    if (frame >= (slides[index].start + before.stop) / 2) return slides[index];
  }
  return slides[0];
};

async function call(path, body, raw = false) {
  const asked = body === undefined ? {} : raw
    ? { method: "POST", body }
    : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  let answer;
  try {
    answer = await fetch(path, asked);
  } catch {
    throw { problem: t("lost"), hint: t("lost.hint") };
  }
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw { problem: value.problem ?? t("lost"), hint: value.hint ?? "" };
  return value;
}

export function say(words) {
  // The same words twice are to be heard twice.
  store.said = store.said === words ? `${words}\u00a0` : words;
}

function failed(error) {
  store.error = { problem: told(error.problem ?? String(error)), hint: told(error.hint ?? "") };
  say(store.error.problem);
}

// One after the other: each is about the film as the one before has left it.
let opened;
let chain = new Promise((done) => { opened = done; });

function inTurn(work) {
  const done = chain.then(async () => {
    store.busy++;
    try {
      return await work();
    } catch (error) {
      failed(error);
      return null;
    } finally {
      store.busy--;
    }
  });
  chain = done;
  return done;
}

export function step(name, given = {}) {
  return inTurn(async () => {
    let answer;
    try {
      answer = await call("/do", { step: name, given, revision: store.state.revision });
    } catch (error) {
      await load();
      throw error;
    }
    store.error = null;
    take(answer.state);
    say(name === "undo" ? `${t("undone")}: ${told(answer.words)}` : name === "redo" ? `${t("redone")}: ${told(answer.words)}`
      : answer.done ? told(answer.words) : t("nothing"));
    return answer.done;
  });
}

// Several as one gesture, each a step of its own.
export async function steps(list) {
  for (const [name, given] of list) if ((await step(name, given)) === null) return;
}

function take(state) {
  const before = store.state;
  const chosen = before ? store.selected.map((one) => before.slides[one - 1]?.id) : [];
  const relative = before ? store.frame - (selectedSlide()?.start ?? 0) : 0;
  store.state = state;
  const count = state.slides.length;
  if (before) {
    const found = chosen.map((id, index) => {
      const same = state.slides.find((slide) => slide.id === id);
      return same ? same.number : Math.min(store.selected[index], count);
    });
    const selected = [...new Set(found)];
    if (selected.join() !== store.selected.join()) store.selected = selected;
    if (before.revision !== state.revision) {
      const slide = selectedSlide();
      const frame = slide.start + relative;
      // Where one looked, in the slide that one looked at; it may be elsewhere now.
      store.frame = Math.min(state.frames - 1, frame >= slide.start && frame < slide.stop ? frame : slide.middle);
    }
  }
  store.selected = store.selected.filter((one) => one >= 1 && one <= count);
  if (!store.selected.length) store.selected = [1];
}

export async function load() {
  const { state, ...rest } = await call("/state");
  Object.assign(store, { early: false }, rest);
  if (state) take(state);
  else store.state = null;
  if (!store.early) opened();
}

export async function news() {
  try {
    const found = await call("/news");
    const phase = store.phase;
    Object.assign(store, { phase: found.phase, share: found.share, problem: found.problem, playing: found.playing,
      making: found.making, phone: found.phone, copying: found.copying, screen: found.screen });
    if ((found.phase !== "opening" && phase !== found.phase) || (found.guessed && !store.state) || (store.state && found.revision !== store.state.revision && !store.busy && !store.early)) await load();
  } catch (error) {
    failed(error);
  }
}

export const openAlbum = (album) => inTurn(async () => { await call("/open", { album }); await news(); });
export const make = (quality) => inTurn(async () => { await call("/make", { quality }); await news(); });
export const cancel = () => inTurn(async () => { await call("/cancel", {}); await news(); });
export const cancelCopy = () => inTurn(async () => { await call("/cancel", { what: "copying" }); await news(); });
export const copyPhotos = (kind, given) => inTurn(async () => { await call("/copy", { kind, ...given }); await news(); });
export const sendToPhone = (end, what = "film") => inTurn(async () => { await call("/phone", end ? { end: true } : { what }); await news(); });
export const showOnPhone = (on) => inTurn(async () => { await call("/screen", on ? {} : { end: true }); await news(); });
export const showFolder = (what = "film") => inTurn(() => call("/show", { what }));
// Not in turn: it may take ten seconds, and steps need not wait for it.
export const askLink = (link) => call("/link", { link });
export const duels = () => inTurn(() => call("/duels"));
export const save = (overwrite = false) => inTurn(async () => {
  const saved = await call("/save", { overwrite });
  say(t("saved", { name: saved.name }));
  if (saved.elsewhere) store.error = { problem: t("saved.elsewhere", { count: saved.elsewhere }), hint: t("saved.elsewhere.hint") };
  return saved;
});
export const dropMusic = (file) => inTurn(async () => {
  const found = await call(`/drop/music?name=${encodeURIComponent(file.name)}`, file, true);
  await load();
  return found;
}).then((found) => found && step("music", { name: found.name }));

// Photos from elsewhere: one after the other to the server, then into the film as one step.
export const joinPhotos = (files) => inTurn(async () => {
  store.error = null;
  for (const [index, file] of files.entries()) {
    say(t("joining", { number: index + 1, count: files.length }));
    await call(`/drop/photo?name=${encodeURIComponent(file.name)}`, file, true);
  }
  const answer = await call("/join", {});
  take(answer.state);
  say(told(answer.words));
});

export function choose(numbers, { look = true } = {}) {
  store.selected = numbers;
  const slide = selectedSlide();
  if (look && slide && !store.isPlaying) store.frame = slide.middle;
}
