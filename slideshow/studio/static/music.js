// The film's music: listened to before it is chosen, its start dragged on its picture, ours tried again.
import { clock, dropMusic, number, step, store, t } from "/static/api.js";
import { follow } from "/static/drag.js";
import { Ico } from "/static/icons.js";

const known = new Map();

async function heard(name, seed) {
  const address = `/heard?name=${encodeURIComponent(name)}${seed == null ? "" : `&seed=${seed}`}`;
  if (!known.has(address)) known.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
  return known.get(address);
}

export const MusicPanel = {
  components: { Ico },
  data: () => ({ over: false, listening: "", picture: null, looking: false, at: 0, own: null }),
  computed: {
    film: () => store.state.film,
    choices: () => store.choices,
    rows() {
      return [...this.choices.styles.map((name) => ({ name, label: t(`music.${name}`), ours: true })), ...this.choices.files.map((one) => ({ ...one, ours: false }))];
    },
    chosen() { return this.rows.find((one) => one.name === this.film.music); },
    isFile() { return this.film.music.startsWith("file:"); },
    wanted() { return [this.film.music, this.film.seed].join("/"); },
    whole() { return this.picture?.seconds || 1; },
    start() { return this.own ?? (this.isFile ? this.film.musicStart ?? 0 : 0); },
    part() { return { left: `${(this.start / this.whole) * 100}%`, width: `${Math.min(1 - this.start / this.whole, store.state.seconds / this.whole) * 100}%` }; },
    path() {
      const { levels } = this.picture;
      const wide = 100 / levels.length;
      return levels.map((one, at) => `M${((at + 0.5) * wide).toFixed(2)} ${(50 - one * 44).toFixed(1)}V${(50 + one * 44).toFixed(1)}`).join("");
    },
  },
  watch: {
    wanted: { immediate: true, handler() { this.look(); } },
    "store.isPlaying"(now) { if (now) this.hush(); },
    "film.musicStart"() { this.own = null; },
  },
  created() { this.store = store; },
  mounted() { this.$watch(() => store.isPlaying, (now) => { if (now) this.hush(); }); },
  unmounted() { this.hush(); },
  methods: {
    t, clock, number, step,
    async look() {
      this.picture = null;
      const { wanted } = this;
      if (!this.film.music) return;
      this.looking = true;
      const found = await heard(this.film.music, this.isFile ? null : this.film.seed);
      if (this.wanted === wanted) { this.picture = found; this.looking = false; }
    },
    listen(row) {
      if (this.listening === row.name) return this.hush();
      this.hush();
      const audio = new Audio(`/sound?name=${encodeURIComponent(row.name)}${row.ours && row.name === this.film.music && this.film.seed != null ? `&seed=${this.film.seed}` : ""}`);
      this.audio = audio;
      this.listening = row.name;
      audio.addEventListener("loadedmetadata", () => { if (!row.ours && row.name === this.film.music) audio.currentTime = this.start; }, { once: true });
      audio.addEventListener("timeupdate", () => { if (this.audio === audio) this.at = audio.currentTime; });
      audio.addEventListener("ended", () => { if (this.audio === audio) this.hush(); });
      audio.play().catch(() => { if (this.audio === audio) this.hush(); });
    },
    hush() {
      this.audio?.pause();
      this.audio?.removeAttribute("src");
      this.audio = null;
      this.listening = "";
      this.at = 0;
    },
    again() {
      this.hush();
      step("seed", { number: 1 + Math.floor(Math.random() * 999999) });
    },
    down(event) {
      const x = event.clientX;
      const from = this.start;
      const room = this.$refs.wave.getBoundingClientRect().width;
      follow(event, (moved) => { this.own = this.snapped(from + (moved.clientX - x) / room * this.whole); }, () => this.send());
    },
    // The first beat of a bar is where music is begun.
    snapped(seconds) {
      const inside = Math.max(0, Math.min(this.whole - 1, seconds));
      const near = this.whole / 120;
      const bar = this.picture.bars.reduce((best, one) => (Math.abs(one - inside) < Math.abs(best - inside) ? one : best), Infinity);
      return Math.abs(bar - inside) < near ? bar : inside;
    },
    place(event) {
      if (!this.isFile || event.target.closest(".music-part")) return;
      const box = this.$refs.wave.getBoundingClientRect();
      this.own = this.snapped((event.clientX - box.left) / box.width * this.whole);
      this.send();
    },
    key(event) {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const bars = this.picture.bars;
      const next = way > 0 ? bars.find((one) => one > this.start + 0.05) : bars.findLast((one) => one < this.start - 0.05);
      this.own = Math.max(0, Math.min(this.whole - 1, next ?? this.start + way));
      clearTimeout(this.sending);
      this.sending = setTimeout(() => this.send(), 400);
    },
    send() {
      if (this.own === null) return;
      const seconds = Math.round(this.own * 100) / 100;
      if (this.audio && this.listening === this.film.music) this.audio.currentTime = seconds;
      if (seconds !== this.film.musicStart) step("music_start", { seconds });
    },
    files(event) {
      const [file] = event.dataTransfer?.files ?? event.target.files ?? [];
      this.over = false;
      if (file) dropMusic(file);
    },
  },
  template: `
  <div class="field music" :class="{ over }" @dragover.prevent.stop="over = true" @dragleave="over = false" @drop.prevent.stop="files">
    <ul class="plain songs" :aria-label="t('music')">
      <li><span class="no-sound"></span><button class="song" :aria-pressed="String(film.music === '')" @click="step('music', { name: null })">{{ t('music.none') }}</button></li>
      <li v-for="row in rows" :key="row.name">
        <button class="icon" :aria-pressed="String(listening === row.name)" :aria-label="t(listening === row.name ? 'hush' : 'listen') + ': ' + row.label" :title="t('listen')" @click="listen(row)"><Ico :name="listening === row.name ? 'pause' : 'play'" /></button>
        <button class="song" :aria-pressed="String(film.music === row.name)" @click="step('music', { name: row.name })"><Ico v-if="!row.ours" name="music" /><span>{{ row.label }}</span></button></li>
    </ul>
    <label class="chip add"><Ico name="in" />{{ t('music.add') }}<input type="file" accept="audio/*,.mp3,.m4a,.wav,.ogg,.flac" @change="files" /></label>
    <template v-if="film.music">
      <div v-if="picture" class="wave" ref="wave" :class="{ file: isFile }" @click="place">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><path :d="path" /></svg>
        <span v-for="one in picture.sections" :key="one" class="section" :style="{ left: (one / whole * 100) + '%' }"></span>
        <span v-if="isFile" class="music-part" :style="part" role="slider" tabindex="0" aria-valuemin="0" :aria-valuemax="Math.round(whole)" :aria-valuenow="Math.round(start)" :aria-label="t('music.start')" :aria-valuetext="clock(start)" @pointerdown="down" @keydown="key"></span>
        <span v-if="listening === film.music" class="head" :style="{ left: Math.min(100, at / whole * 100) + '%' }"></span>
      </div>
      <p v-else-if="looking" class="hint">{{ t('music.hearing') }}</p>
      <p class="hint">{{ film.bpm ? t('music.beats', { bpm: film.bpm }) : t('music.even') }}<template v-if="isFile && picture">{{ ' ' + t('music.from', { start: clock(start) }) }}</template></p>
      <div v-if="chosen && chosen.ours" class="line wrap"><button @click="again"><Ico name="dice" />{{ t('music.again') }}</button></div>
      <div v-else-if="isFile && film.musicStart" class="line wrap"><button @click="step('music_start', { seconds: null })"><Ico name="itself" />{{ t('itself.start') }}</button></div>
    </template>
    <p v-else class="hint">{{ t('music.drop') }}</p>
  </div>`,
};
