// The slides as long as they last, over the beats and bars of the music: edges that can be dragged, and snap.
import { choose, number, say, selectedSlide, step, store, t } from "/static/api.js";
import { follow } from "/static/drag.js";

const PIXELS_A_SECOND = 36;
// A bar draws an edge from farther away than a beat does.
const NEAR_BAR = 9;
const NEAR_BEAT = 6;
const LEAST_SECONDS = 0.8;

const near = (places, frame, most) => {
  let best = null;
  for (const one of places) if (Math.abs(one - frame) <= most && (best === null || Math.abs(one - frame) < Math.abs(best - frame))) best = one;
  return best;
};

// By itself, so that playing moves it and draws nothing else anew.
const Head = {
  props: ["scale"],
  computed: { place() { return { transform: `translateX(${store.frame * this.scale}px)` }; } },
  template: `<span class="head" :style="place" aria-hidden="true"></span>`,
};

export const TimeRow = {
  components: { Head },
  data: () => ({ pulled: null }),
  computed: {
    store: () => store,
    state: () => store.state,
    scale: () => PIXELS_A_SECOND / store.state.fps,
    width() { return Math.ceil(this.state.frames * this.scale) + 20; },
    chosen: () => store.selected.at(-1),
    // Where each slide gives way to the next; the last one to the end.
    cuts() {
      const slides = this.state.slides;
      return slides.map((slide, index) => (index + 1 < slides.length ? (slide.stop + slides[index + 1].start) / 2 : slide.stop));
    },
    blocks() {
      const { pulled } = this;
      return this.state.slides.map((slide, index) => {
        const later = pulled && index > pulled.index ? pulled.by : 0;
        const longer = pulled && index === pulled.index ? pulled.by : 0;
        const from = index ? this.cuts[index - 1] : 0;
        return { slide, left: (from + later) * this.scale, width: (this.cuts[index] - from + longer) * this.scale, edge: (this.cuts[index] + later + longer) * this.scale };
      });
    },
    beatPath() { return this.state.beats.map((beat) => `M${(beat * this.scale).toFixed(1)} 34v6`).join(""); },
    barPath() { return this.state.bars.map((bar) => `M${(bar * this.scale).toFixed(1)} 30v10`).join(""); },
    words() {
      if (!this.pulled) return "";
      const { slide } = this.blocks[this.pulled.index];
      const on = this.pulled.on ? ` · ${t(this.pulled.on)}` : "";
      return `${number((slide.stop - slide.start + this.pulled.by) / this.state.fps, 2)} s${on}`;
    },
  },
  watch: { chosen() { this.reveal(); }, "state.revision"() { this.pulled = null; } },
  mounted() { this.reveal(); },
  methods: {
    t, number,
    seconds: (slide, by) => Math.round((slide.stop - slide.start + by) / store.state.fps * 1000) / 1000,
    reveal() {
      const block = this.blocks[this.chosen - 1];
      const row = this.$refs.row;
      if (!block || !row) return;
      const [left, right] = [block.left - 60, block.left + block.width + 60];
      if (left < row.scrollLeft) row.scrollTo({ left, behavior: store.isPlaying ? "auto" : "smooth" });
      else if (right > row.scrollLeft + row.clientWidth) row.scrollTo({ left: right - row.clientWidth, behavior: store.isPlaying ? "auto" : "smooth" });
    },
    snapped(index, by, free) {
      const cut = this.cuts[index] + by;
      const bar = free ? null : near(this.state.bars, cut, NEAR_BAR / this.scale);
      const beat = free || bar !== null ? null : near(this.state.beats, cut, NEAR_BEAT / this.scale);
      const { slide } = this.blocks[index];
      const least = LEAST_SECONDS * this.state.fps - (slide.stop - slide.start);
      const found = bar ?? beat;
      const moved = found === null ? Math.round(by) : found - this.cuts[index];
      return { index, by: Math.max(least, moved), on: moved < least ? "" : bar !== null ? "on.bar" : beat !== null ? "on.beat" : "" };
    },
    pull(event, index) {
      const from = event.clientX;
      follow(event, (moved) => { this.pulled = this.snapped(index, (moved.clientX - from) / this.scale, moved.altKey); }, () => this.keep());
    },
    async keep() {
      const { pulled } = this;
      if (!pulled || Math.abs(pulled.by) < 1) { this.pulled = null; return; }
      const { slide } = this.blocks[pulled.index];
      await step("seconds", { slide: slide.number, seconds: this.seconds(slide, pulled.by) });
      this.pulled = null;
    },
    key(event, index) {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const places = event.shiftKey ? this.state.bars : this.state.beats;
      const cut = this.cuts[index];
      const next = way > 0 ? places.find((one) => one > cut + 1) : places.findLast((one) => one < cut - 1);
      const { slide } = this.blocks[index];
      const by = next === undefined ? way * this.state.fps / 10 : next - cut;
      const seconds = this.seconds(slide, by);
      if (seconds < LEAST_SECONDS) return say(t("shortest"));
      step("seconds", { slide: slide.number, seconds });
    },
    look(event) {
      const box = this.$refs.row.getBoundingClientRect();
      const frame = Math.round((event.clientX - box.left + this.$refs.row.scrollLeft) / this.scale);
      const at = this.cuts.findIndex((cut) => cut > frame);
      choose([at < 0 ? this.state.slides.length : at + 1], { look: false });
      store.frame = Math.max(0, Math.min(this.state.frames - 1, frame));
    },
  },
  template: `
  <div class="time-row" :class="{ quiet: !state.beats.length }" ref="row" role="group" :aria-label="t('times')">
    <div class="time-room" :style="{ width: width + 'px' }" @click="look">
      <span v-for="block in blocks" :key="block.slide.id" class="block" :class="{ chosen: store.selected.includes(block.slide.number), odd: block.slide.number % 2 }"
        :style="{ transform: 'translateX(' + block.left + 'px)', width: block.width + 'px' }" aria-hidden="true">{{ block.slide.number }}</span>
      <svg class="ticks" :width="width" height="42" aria-hidden="true"><path class="beats" :d="beatPath" /><path class="bars" :d="barPath" /></svg>
      <Head :scale="scale" />
      <span v-for="(block, index) in blocks" :key="'e' + block.slide.id" class="edge" role="slider" :tabindex="chosen === block.slide.number ? 0 : -1"
        :class="{ pinned: block.slide.pinned, pulled: pulled && pulled.index === index }" :style="{ transform: 'translateX(' + block.edge + 'px)' }"
        :aria-label="t('edge', { number: block.slide.number })" aria-valuemin="0.8" aria-valuemax="60" :aria-valuenow="block.slide.seconds" :aria-valuetext="number(block.slide.seconds) + ' s'"
        :title="t('edge.about')" @pointerdown.stop="block.slide.pinned || pull($event, index)" @keydown="key($event, index)" @click.stop></span>
      <span v-if="pulled" class="pulled-words" :style="{ transform: 'translateX(' + blocks[pulled.index].edge + 'px)' }">{{ words }}</span>
    </div>
  </div>`,
};
