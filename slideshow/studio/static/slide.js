// One slide: its photo with what the frame sees of it, and every choice that was made for it.
import { number, selectedSlide, step, store, t, told } from "/static/api.js";
import { Ico } from "/static/icons.js";

const LEAST = 0.08;

// A text that is sent when one leaves it, and given back with Escape.
export const Text = {
  props: ["value", "label", "placeholder", "name"],
  emits: ["done"],
  methods: {
    send(event) { if (event.target.value !== this.value) this.$emit("done", event.target.value); },
    key(event) {
      if (event.key === "Enter") event.target.blur();
      if (event.key === "Escape") { event.target.value = this.value; event.target.blur(); event.stopPropagation(); }
    },
  },
  template: `<label class="field"><span>{{ label }}</span><input type="text" maxlength="500" :data-name="name" :value="value" :placeholder="placeholder" dir="auto"
    autocomplete="off" @change="send" @keydown="key" /></label>`,
};

export const Windows = {
  components: { Ico },
  props: ["slide"],
  data: () => ({ own: null, active: 0, aim: false }),
  computed: {
    photo() { return this.slide.photos[0]; },
    one() { return this.slide.photos.length === 1; },
    aspect: () => store.state.width / store.state.height,
    parts() { return this.own ?? this.slide.windows; },
    // Half the space that a handle takes, in the photo's pixels.
    grip() { return Math.max(this.photo.width, this.photo.height) / 34; },
  },
  watch: { slide() { this.own = null; } },
  methods: {
    t,
    box(part) { return { x: part[0] * this.photo.width, y: part[1] * this.photo.height, width: part[2] * this.photo.width, height: part[3] * this.photo.height }; },
    // Of the frame's shape, and on the photo: as large as was wanted, as far as that goes.
    fitted([x, y, width]) {
      const tall = this.photo.width / this.photo.height / this.aspect;
      const most = Math.min(1, 1 / tall);
      const w = Math.max(LEAST, Math.min(width, most));
      const h = w * tall;
      return [Math.max(0, Math.min(1 - w, x)), Math.max(0, Math.min(1 - h, y)), w, Math.min(1, h)];
    },
    begin() { this.own ??= this.slide.windows.map((part) => this.fitted([...part])); },
    at(event) {
      const box = this.$refs.canvas.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    },
    down(event, index, scales) {
      if (this.aim) return;
      event.preventDefault();
      event.currentTarget.focus?.();
      this.active = index;
      this.begin();
      const from = this.at(event);
      const [x, y, width, height] = this.own[index];
      const move = (moved) => {
        const [dx, dy] = this.at(moved).map((one, axis) => one - from[axis]);
        this.own[index] = scales ? this.fitted([x, y, Math.max(width + dx, (height + dy) * width / height)]) : this.fitted([x + dx, y + dy, width]);
      };
      const up = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", up);
        this.send();
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", up);
    },
    key(event, index) {
      const by = { ArrowLeft: [-1, 0, 0], ArrowRight: [1, 0, 0], ArrowUp: [0, -1, 0], ArrowDown: [0, 1, 0], "+": [0, 0, 1], "-": [0, 0, -1] }[event.key];
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.active = index;
      this.begin();
      const [x, y, width] = this.own[index];
      this.own[index] = this.fitted([x + by[0] * 0.01, y + by[1] * 0.01, width + by[2] * 0.02]);
      clearTimeout(this.sending);
      this.sending = setTimeout(() => this.send(), 500);
    },
    send() {
      if (!this.own) return;
      const [start, end] = this.own.map((part) => part.map((one) => Math.round(one * 1e4) / 1e4)).map(([x, y, w, h]) => [x, y, Math.min(w, 1 - x), Math.min(h, 1 - y)]);
      step("window", { slide: this.slide.number, start, end });
    },
    reset() { step("window", { slide: this.slide.number, start: null, end: null }); },
    click(event, index) {
      if (!this.aim && this.one) return;
      const box = event.currentTarget.getBoundingClientRect();
      const point = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((one) => Math.round(Math.max(0, Math.min(1, one)) * 1e3) / 1e3);
      const points = this.slide.photos.map((_, at) => (at === index ? point : this.slide.focus[at] ?? [0.5, 0.5]));
      step("focus", { slide: this.slide.number, points });
      this.aim = false;
    },
    percent(part) { return `${Math.round(part[0] * 100)} %, ${Math.round(part[1] * 100)} %, ${Math.round(part[2] * 100)} %`; },
  },
  template: `
  <div class="windows">
    <div v-if="one" class="whole" :class="{ aim }" @click="click($event, 0)" :style="{ aspectRatio: photo.width + ' / ' + photo.height }">
      <img :src="'/photo/' + photo.picture + '.jpg?side=1200'" :alt="photo.name" draggable="false" />
      <svg ref="canvas" :viewBox="'0 0 ' + photo.width + ' ' + photo.height">
        <g v-for="index in [1, 0]" :key="index" v-show="parts[index]" :class="['part', index ? 'end' : 'start', { active: active === index }]">
          <template v-if="parts[index]">
          <rect v-bind="box(parts[index])" tabindex="0" role="slider" aria-valuemin="0" aria-valuemax="100" :aria-valuenow="Math.round(parts[index][2] * 100)"
            :aria-label="t(index ? 'window.end' : 'window.start')" :aria-valuetext="percent(parts[index])"
            @pointerdown="down($event, index, false)" @keydown="key($event, index)" @focus="active = index" />
          <circle :cx="box(parts[index]).x + box(parts[index]).width - grip" :cy="box(parts[index]).y + box(parts[index]).height - grip" :r="grip * 0.8" @pointerdown.stop="down($event, index, true)" />
          <text :x="box(parts[index]).x + grip * 0.6" :y="box(parts[index]).y + grip * (index ? 3.3 : 1.7)" :font-size="grip * 1.25">{{ t(index ? 'end' : 'start') }}</text>
          </template>
        </g>
        <g v-for="(point, index) in slide.focus" :key="'f' + index" class="aimed" v-show="aim"><circle :cx="point[0] * photo.width" :cy="point[1] * photo.height" :r="grip * 0.7" /></g>
      </svg>
    </div>
    <div v-else class="several">
      <div v-for="(one, index) in slide.photos" :key="one.id" class="whole small" @click="click($event, index)" :style="{ aspectRatio: one.width + ' / ' + one.height }">
        <img :src="'/photo/' + one.picture + '.jpg?side=320'" :alt="one.name" draggable="false" />
        <svg v-if="slide.focus[index]" viewBox="0 0 100 100" preserveAspectRatio="none"><g class="aimed"><circle :cx="slide.focus[index][0] * 100" :cy="slide.focus[index][1] * 100" r="3" /></g></svg>
      </div>
    </div>
    <div class="line wrap">
      <button v-if="one" @click="aim = !aim" :aria-pressed="String(aim)" :title="t('focus.about')"><Ico name="focus" />{{ t('focus') }}</button>
      <span v-else class="faint">{{ t('focus.about') }}</span>
      <button class="icon" @click="$emit('turn', -90)" :aria-label="t('turn.left')" :title="t('turn.left')"><Ico name="turnLeft" /></button>
      <button class="icon" @click="$emit('turn', 90)" :aria-label="t('turn.right')" :title="t('turn.right') + ' (R)'"><Ico name="turnRight" /></button>
      <span class="spring"></span>
      <button class="icon" @click="reset" :disabled="!slide.ownWindows" :aria-label="t('itself.window')" :title="t('itself.window')"><Ico name="itself" /></button>
    </div>
    <p class="hint">{{ aim ? t('focus.click') : one ? t('window.hint') : '' }}</p>
  </div>`,
};

export const SlidePanel = {
  components: { Ico, Text, Windows },
  emits: ["play-join"],
  computed: {
    slide: () => selectedSlide(),
    choices: () => store.choices,
    photo() { return this.slide.photos[0]; },
    beats: () => store.state.beats.length > 1,
    own() {
      if (!this.beats) return 0;
      const { start, stop } = this.slide;
      return store.state.beats.filter((beat) => beat >= start && beat < stop).length;
    },
    why() { return told(this.slide.why); },
  },
  methods: {
    t, number, step, told,
    with_(name, given) { return step(name, { slide: this.slide.number, ...given }); },
    turn(by) { this.with_("rotate", { degrees: (((this.photo.turned + by) % 360) + 360) % 360 }); },
    seconds(event) { const value = Number(event.target.value); if (value > 0) this.with_("seconds", { seconds: value }); },
    longer(by) { this.with_("seconds", { seconds: Math.max(0.5, Math.round((this.slide.seconds + by) * 100) / 100) }); },
  },
  template: `
  <div class="panel-body" :key="slide.id">
    <div class="title-row"><h2>{{ slide.photos.map((one) => one.name).join(', ') }}</h2></div>
    <p v-if="why" class="hint why">{{ why }}</p>
    <Windows :slide="slide" @turn="turn" />
    <fieldset :disabled="slide.pinned">
      <Text name="caption" :label="t('caption')" :value="slide.caption" :placeholder="t('caption.none')" @done="(text) => with_('caption', { text })" />
      <Text name="chapter" :label="t('chapter')" :value="slide.chapter" :placeholder="t('chapter.none')" @done="(text) => with_('chapter', { text })" />
      <div class="field"><span id="l-seconds">{{ t('seconds') }}</span>
        <div class="line"><button class="icon" @click="longer(-0.5)" :aria-label="t('shorter')" :title="t('shorter') + ' ([)'">−</button>
          <input type="number" aria-labelledby="l-seconds" min="0.5" max="60" step="0.1" :value="slide.seconds" @change="seconds" />
          <button class="icon" @click="longer(0.5)" :aria-label="t('longer')" :title="t('longer') + ' (])'">+</button>
          <span v-if="beats" class="faint">{{ t('beats', { count: own }) }}</span></div></div>
      <div class="field"><span>{{ t('layout') }}</span>
        <div class="tiles" role="group" :aria-label="t('layout')">
          <button v-for="name in slide.layouts" :key="name" class="tile" :aria-pressed="String(slide.layout === name)" @click="with_('layout', { name })">
            <span :class="['mini', 'layout-' + name]"><img v-for="one in slide.photos.slice(0, 4)" :key="one.id" :src="'/photo/' + one.picture + '.jpg?side=320'" alt="" loading="lazy" /></span>{{ t('layout.' + name) }}</button>
        </div>
        <button class="icon itself" @click="with_('layout', { name: null })" :aria-label="t('itself.layout')" :title="t('itself.layout')"><Ico name="itself" /></button></div>
      <div class="field"><span>{{ t('motion') }}</span>
        <div class="tiles" role="group" :aria-label="t('motion')">
          <button v-for="name in choices.motions" :key="name" class="tile" :aria-pressed="String(slide.motion === name && !slide.ownWindows)" @click="with_('motion', { name, strength: slide.strength })">
            <span :class="['mini', 'move-' + name]"><img :src="'/photo/' + photo.picture + '.jpg?side=320'" alt="" loading="lazy" /></span>{{ t('motion.' + name) }}</button>
        </div>
        <button class="icon itself" @click="with_('motion', { name: null })" :aria-label="t('itself.motion')" :title="t('itself.motion')"><Ico name="itself" /></button></div>
      <label class="field"><span>{{ t('strength') }}</span><input type="range" min="0" max="0.4" step="0.01" :value="slide.strength ?? 0.09"
        :aria-valuetext="slide.strength === null ? t('itself') : number(slide.strength, 2)" @change="with_('motion', { name: slide.motion === 'travel' ? 'zoom_in' : slide.motion, strength: Number($event.target.value) })" /></label>
      <div v-if="slide.number > 1" class="field"><span id="l-transition">{{ t('transition') }}</span>
        <div class="line"><select aria-labelledby="l-transition" :value="slide.transition" @change="with_('transition', { name: $event.target.value })">
            <option v-for="name in choices.transitions" :key="name" :value="name">{{ t('transition.' + name) }}</option></select>
          <input type="number" :aria-label="t('transition.seconds')" min="0" max="5" step="0.1" :value="slide.transitionSeconds" @change="with_('transition', { name: slide.transition, seconds: Number($event.target.value) })" />
          <button class="icon" @click="$emit('play-join')" :aria-label="t('transition.play')" :title="t('transition.play')"><Ico name="play" /></button></div>
        <button class="icon itself" @click="with_('transition', { name: null })" :aria-label="t('itself.transition')" :title="t('itself.transition')"><Ico name="itself" /></button></div>
      <template v-if="photo.clip">
        <label class="field"><span>{{ t('clip.start') }}</span><input type="range" min="0" :max="Math.max(0, photo.clip - 0.5)" step="0.1" :value="slide.clipStart ?? 0"
          :aria-valuetext="number(slide.clipStart ?? 0) + ' s'" @change="with_('clip_start', { seconds: Number($event.target.value) })" /></label>
        <label class="field"><span>{{ t('loudness') }}</span><input type="range" min="-40" max="20" step="1" :value="slide.decibels"
          :aria-valuetext="slide.decibels + ' dB'" @change="with_('loudness', { decibels: Number($event.target.value) })" /></label>
      </template>
      <button class="wide" @click="with_('by_itself')"><Ico name="itself" />{{ t('itself.all') }}</button>
      <button class="wide quiet" @click="step('never', { photo: photo.id })">{{ t('never') }}</button>
    </fieldset>
    <p v-if="slide.pinned" class="hint">{{ t('pinned.hint') }}</p>
  </div>`,
};
