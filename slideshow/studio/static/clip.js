// The part of a clip that a slide plays: its pictures side by side, how loud it is, and handles for from and to.
import { number, step, steps, store, t } from "/static/api.js";
import { follow } from "/static/drag.js";

const LEAST_SECONDS = 0.8;
const known = new Map();

async function loudnessOf(picture) {
  if (!known.has(picture)) known.set(picture, fetch(`/loudness/${picture}.json`).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []));
  return known.get(picture);
}

export const ClipPart = {
  props: ["slide"],
  data: () => ({ levels: [], own: null }),
  computed: {
    photo() { return this.slide.photos.find((one) => one.clip); },
    whole() { return this.photo.clip; },
    part() {
      const start = this.own?.start ?? this.slide.clipStart ?? 0;
      return { start, length: Math.min(this.own?.length ?? this.slide.seconds, this.whole - start) };
    },
    box() { return { left: `${(this.part.start / this.whole) * 100}%`, width: `${(this.part.length / this.whole) * 100}%` }; },
    path() {
      const wide = 100 / Math.max(1, this.levels.length);
      return this.levels.map((one, at) => `M${(at + 0.5) * wide} ${50 - one * 46}V${50 + one * 46}`).join("");
    },
    end() { return this.part.start + this.part.length; },
  },
  watch: { slide() { this.own = null; }, "photo.picture": { immediate: true, async handler(picture) { this.levels = await loudnessOf(picture); } } },
  methods: {
    t, number,
    room() { return this.$refs.strip.getBoundingClientRect().width; },
    changed(way, by) {
      const { start, length } = this.from;
      const end = start + length;
      if (way === "from") {
        const at = Math.max(0, Math.min(end - LEAST_SECONDS, start + by));
        return { start: at, length: end - at };
      }
      if (way === "to") return { start, length: Math.max(LEAST_SECONDS, Math.min(this.whole - start, length + by)) };
      return { start: Math.max(0, Math.min(this.whole - length, start + by)), length };
    },
    down(event, way) {
      if (this.slide.pinned) return;
      this.from = { ...this.part };
      const x = event.clientX;
      follow(event, (moved) => { this.own = this.changed(way, (moved.clientX - x) / this.room() * this.whole); }, () => this.send());
    },
    key(event, way) {
      const by = { ArrowLeft: -0.1, ArrowRight: 0.1, PageDown: -1, PageUp: 1 }[event.key];
      if (!by || event.altKey || event.ctrlKey || event.metaKey || this.slide.pinned) return;
      event.preventDefault();
      event.stopPropagation();
      this.from = { ...this.part };
      this.own = this.changed(way, by * (event.shiftKey ? 10 : 1));
      clearTimeout(this.sending);
      this.sending = setTimeout(() => this.send(), 400);
    },
    send() {
      if (!this.own) return;
      const slide = this.slide.number;
      const start = Math.min(Math.round(this.own.start * 100) / 100, this.whole - 0.05);
      const length = Math.round(this.own.length * 100) / 100;
      const list = [];
      if (Math.abs(start - (this.slide.clipStart ?? 0)) > 0.04) list.push(["clip_start", { slide, seconds: start }]);
      if (Math.abs(length - Math.min(this.slide.seconds, this.whole - start)) > 0.04) list.push(["seconds", { slide, seconds: length }]);
      list.length ? steps(list) : (this.own = null);
    },
    loud(event) { step("loudness", { slide: this.slide.number, decibels: Number(event.target.value) }); },
    reset() { step("clip_start", { slide: this.slide.number, seconds: null }); },
  },
  template: `
  <div class="field"><span>{{ t('clip') }}</span>
    <div class="clip-strip" ref="strip">
      <img :src="'/clip/' + photo.picture + '.jpg'" alt="" draggable="false" />
      <svg v-if="levels.length" class="loudness" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" :aria-label="t('clip.loudness')"><path :d="path" /></svg>
      <span class="dim" :style="{ left: 0, width: box.left }"></span><span class="dim" :style="{ left: (end / whole * 100) + '%', right: 0 }"></span>
      <span class="clip-part" :style="box" role="slider" tabindex="0" aria-valuemin="0" :aria-valuemax="whole" :aria-valuenow="part.start" :aria-label="t('clip.part')" :aria-valuetext="number(part.start) + ' – ' + number(end) + ' s'"
        @pointerdown="down($event, 'part')" @keydown="key($event, 'part')">
        <span v-for="way in ['from', 'to']" :key="way" :class="['grip', way]" role="slider" tabindex="0" aria-valuemin="0" :aria-valuemax="whole" :aria-valuenow="way === 'from' ? part.start : end" :aria-label="t('clip.' + way)"
          :aria-valuetext="number(way === 'from' ? part.start : end) + ' s'" @pointerdown.stop="down($event, way)" @keydown="key($event, way)"></span>
      </span>
    </div>
    <p class="hint">{{ t('clip.hint', { from: number(part.start), to: number(end), all: number(whole) }) }}</p>
    <label class="field"><span>{{ t('loudness') }}</span><input type="range" min="-40" max="20" step="1" :value="slide.decibels"
      :aria-valuetext="slide.decibels <= -40 ? t('silent') : slide.decibels + ' dB'" @change="loud" /></label>
  </div>`,
};
