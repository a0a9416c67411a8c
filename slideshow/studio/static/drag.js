// Dragging by mouse, pen or finger: a picture follows the pointer, and whoever lies under it is told.
import { reactive } from "vue";

const FAR = 6;
const HOLD_MS = 320;
const EDGE = 48;

// `what` is { slide } or { photo }; `target` the element marked data-drop under it, `gap` where it would go.
export const drag = reactive({ what: null, target: "", gap: 0 });
let justDropped = false;

// A click that ends a drag is none.
export function wasDrag() {
  const was = justDropped;
  justDropped = false;
  return was;
}

function gapIn(list, x) {
  const items = [...list.querySelectorAll("[data-number]")];
  const before = items.findIndex((item) => {
    const box = item.getBoundingClientRect();
    return x < box.left + box.width / 2;
  });
  return before < 0 ? items.length + 1 : before + 1;
}

function ghostOf(element) {
  const image = element.querySelector("img");
  const ghost = document.createElement("div");
  ghost.className = "ghost";
  if (image) {
    const copy = document.createElement("img");
    copy.src = image.currentSrc || image.src;
    copy.alt = "";
    ghost.append(copy);
  }
  document.querySelector(".studio").append(ghost);
  return ghost;
}

// Begins on pointerdown; `dropped(target, gap)` is called where it is let go over a target.
export function pick(event, what, dropped) {
  if (event.button || event.target.closest("button, input, a")) return;
  const element = event.currentTarget;
  const touch = event.pointerType === "touch";
  const [x0, y0] = [event.clientX, event.clientY];
  let ghost = null;
  let scrolling = 0;
  let at = [x0, y0];

  const begin = () => {
    if (ghost) return;
    ghost = ghostOf(element);
    drag.what = what;
    move();
    navigator.vibrate?.(10);
  };
  const timer = touch ? setTimeout(begin, HOLD_MS) : 0;
  const move = () => {
    const [x, y] = at;
    ghost.style.transform = `translate(${x}px, ${y}px)`;
    const target = document.elementFromPoint(x, y)?.closest("[data-drop]");
    drag.target = target?.dataset.drop ?? "";
    const list = target?.querySelector("[data-strip]");
    drag.gap = list ? gapIn(list, x) : 0;
    cancelAnimationFrame(scrolling);
    if (list) scroll(list, x);
  };
  const scroll = (list, x) => {
    const box = list.getBoundingClientRect();
    const by = x < box.left + EDGE ? -12 : x > box.right - EDGE ? 12 : 0;
    if (!by || !drag.what) return;
    list.scrollLeft += by;
    drag.gap = gapIn(list, x);
    scrolling = requestAnimationFrame(() => scroll(list, x));
  };
  const moved = (later) => {
    at = [later.clientX, later.clientY];
    const far = Math.hypot(at[0] - x0, at[1] - y0) > FAR;
    if (!ghost && far) touch ? done() : begin();
    if (ghost) move();
  };
  const still = (later) => { if (ghost) later.preventDefault(); };
  // A long press is no question for what can be done with a picture.
  const quiet = (later) => { if (touch) later.preventDefault(); };
  const up = () => {
    const { target, gap } = drag;
    const was = ghost;
    done();
    if (!was) return;
    justDropped = true;
    setTimeout(() => (justDropped = false), 0);
    if (target) dropped(target, gap);
  };
  const key = (later) => { if (later.key === "Escape" && ghost) { later.stopPropagation(); done(); } };
  const done = () => {
    clearTimeout(timer);
    cancelAnimationFrame(scrolling);
    ghost?.remove();
    Object.assign(drag, { what: null, target: "", gap: 0 });
    window.removeEventListener("pointermove", moved);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", done);
    window.removeEventListener("touchmove", still);
    window.removeEventListener("contextmenu", quiet);
    window.removeEventListener("keydown", key, true);
  };
  window.addEventListener("pointermove", moved);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", done);
  window.addEventListener("touchmove", still, { passive: false });
  window.addEventListener("contextmenu", quiet);
  window.addEventListener("keydown", key, true);
}

// Follows a pointer that has been pressed on a handle, until it is let go.
export function follow(event, moved, done) {
  event.preventDefault();
  event.currentTarget.focus?.();
  const up = (last) => {
    window.removeEventListener("pointermove", moved);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", up);
    done(last);
  };
  window.addEventListener("pointermove", moved);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", up);
}
