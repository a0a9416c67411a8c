// The whole photo, and on it what the frame shows at first and at last: dragged, scaled, or left to a focus.
import { step, store, t } from "/static/api.js";
import { follow } from "/static/drag.js";
import { Ico } from "/static/icons.js";

const LEAST = 0.08;

export const Windows = {
  components: { Ico },
  props: ["slide"],
  emits: ["turn"],
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
      this.active = index;
      this.begin();
      const from = this.at(event);
      const [x, y, width, height] = this.own[index];
      const move = (moved) => {
        const [dx, dy] = this.at(moved).map((one, axis) => one - from[axis]);
        this.own[index] = scales ? this.fitted([x, y, Math.max(width + dx, (height + dy) * width / height)]) : this.fitted([x + dx, y + dy, width]);
      };
      follow(event, move, () => this.send());
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
