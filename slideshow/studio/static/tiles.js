// Small moving pictures of this very slide as a choice would have it: drawn by the server, one after the other.
import { store, t } from "/static/api.js";

const WAIT_MS = 350;
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "&still=1" : "";
const drawn = new Set();
const waiting = [];
let working = false;

// Pictures of the film come first: nothing is asked for while a step is made or the film plays.
async function work() {
  if (working) return;
  working = true;
  while (waiting.length) {
    if (store.busy || store.isPlaying) {
      await new Promise((done) => setTimeout(done, WAIT_MS));
      continue;
    }
    const one = waiting.shift();
    if (!one.wanted()) continue;
    await new Promise((done) => {
      const image = new Image();
      image.onload = () => { drawn.add(one.address); one.done(one.address); done(); };
      image.onerror = done;
      image.src = one.address;
    });
  }
  working = false;
}

export const Tile = {
  props: ["slide", "kind", "name"],
  data: () => ({ shown: "" }),
  computed: {
    address() { return `/tile/${this.kind}/${this.name}/${this.slide.number}.webp?of=${this.slide.thumb}-${this.kind === "transition" ? store.state.slides[this.slide.number - 2]?.thumb : ""}${still}`; },
  },
  watch: { address() { this.ask(); } },
  mounted() {
    this.watching = new IntersectionObserver(([entry]) => { this.seen = entry.isIntersecting; if (this.seen) this.ask(); }, { rootMargin: "120px" });
    this.watching.observe(this.$el);
  },
  unmounted() { this.watching.disconnect(); this.gone = true; },
  methods: {
    t,
    ask() {
      const { address } = this;
      if (!this.seen || this.shown === address) return;
      if (drawn.has(address)) { this.shown = address; return; }
      clearTimeout(this.asking);
      this.asking = setTimeout(() => {
        waiting.push({ address, wanted: () => !this.gone && this.seen && this.address === address, done: (found) => { if (this.address === found) this.shown = found; } });
        work();
      }, WAIT_MS);
    },
  },
  template: `<span class="mini"><img v-if="shown" :src="shown" alt="" draggable="false" /></span>`,
};
