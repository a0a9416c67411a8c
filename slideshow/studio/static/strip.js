// The slides in their order, and the photos that are not among them. What can be dragged has buttons and keys.
import { choose, day, joinPhotos, number, selectedSlide, steps, step, store, t, told } from "/static/api.js";
import { drag, pick, wasDrag } from "/static/drag.js";
import { Ico } from "/static/icons.js";
import { TimeRow } from "/static/timeline.js";

export function vetoSelected() {
  const numbers = [...store.selected].sort((a, b) => b - a);
  steps(numbers.map((slide) => ["veto", { slide }]));
}

export function takeOutSelected() {
  const numbers = [...store.selected].sort((a, b) => b - a);
  steps(numbers.map((slide) => ["take_out", { slide }]));
}

export function moveSelected(by) {
  const numbers = [...store.selected].sort((a, b) => (by > 0 ? b - a : a - b));
  const count = store.state.slides.length;
  if (numbers.some((one) => one + by < 1 || one + by > count)) return;
  steps(numbers.map((slide) => ["move", { slide, to: slide + by }]));
}

export const Strip = {
  components: { Ico, TimeRow },
  computed: {
    store: () => store,
    gap: () => (drag.target === "strip" ? drag.gap : 0),
    carried: () => drag.what?.slide,
    // Where there are many, finding out how far each has moved would take longer than showing it.
    shifting() { return this.slides.length > 120 ? "none" : "shift"; },
    slides: () => store.state.slides,
    one: () => selectedSlide(),
    several: () => store.selected.length > 1,
  },
  // A slide that goes takes the focus with it: the one that is chosen then has it.
  beforeUpdate() { this.hadFocus = this.list()?.contains(document.activeElement); },
  updated() { if (this.hadFocus && document.activeElement === document.body) this.list()?.querySelector('[tabindex="0"]')?.focus({ preventScroll: true }); },
  watch: { "store.selected"() { this.$nextTick(() => this.reveal()); } },
  methods: {
    t, number, day, vetoSelected, takeOutSelected, moveSelected, step,
    list() { return this.$refs.list?.$el; },
    // At once: whoever is gone must not keep the focus.
    gone(element, done) { done(); },
    label(slide) {
      const parts = [t("slide.label", { number: slide.number, count: this.slides.length }), slide.photos.map((one) => one.name).join(", "),
        `${number(slide.seconds)} s`];
      if (slide.transition) parts.push(t(`transition.${slide.transition}`));
      if (slide.caption) parts.push(slide.caption);
      if (slide.pinned) parts.push(t("pinned"));
      return parts.join(", ");
    },
    hover(slide) {
      return [slide.photos.map((one) => one.name).join(", "), told(slide.why), slide.caption].filter(Boolean).join("\n");
    },
    newDay(slide) { return slide.day && slide.day !== this.slides[slide.number - 2]?.day; },
    reveal() {
      const chosen = this.list()?.querySelector('[data-number="' + store.selected.at(-1) + '"]');
      if (!chosen) return;
      chosen.scrollIntoView({ block: "nearest", inline: "nearest", behavior: store.isPlaying ? "auto" : "smooth" });
      // The focus goes along where it was in the strip.
      if (this.list().contains(document.activeElement)) chosen.focus({ preventScroll: true });
    },
    click(event, slide) {
      if (wasDrag()) return;
      if (event.shiftKey) {
        const from = store.selected[0];
        const [low, high] = [Math.min(from, slide.number), Math.max(from, slide.number)];
        const range = Array.from({ length: high - low + 1 }, (_, index) => low + index);
        choose(from === low ? range : range.reverse());
      } else if (event.ctrlKey || event.metaKey) {
        const rest = store.selected.filter((one) => one !== slide.number);
        choose(rest.length < store.selected.length ? (rest.length ? rest : [slide.number]) : [...rest, slide.number]);
      } else choose([slide.number]);
      store.panel = "slide";
    },
    press(event, slide) {
      pick(event, { slide: slide.number }, (target, gap) => {
        if (target === "tray") step("take_out", { slide: slide.number });
        else {
          const to = gap > slide.number ? gap - 1 : gap;
          if (gap && to !== slide.number) step("move", { slide: slide.number, to });
        }
      });
    },
  },
  template: `
  <section class="strip" :aria-label="t('slides')" data-drop="strip">
    <TransitionGroup ref="list" tag="ol" :name="shifting" @leave="gone" role="listbox" aria-multiselectable="true" :aria-label="t('slides')" data-strip>
      <li v-for="slide in slides" :key="slide.id" role="option" :data-number="slide.number"
        :tabindex="slide.number === store.selected[store.selected.length - 1] ? 0 : -1"
        :aria-selected="String(store.selected.includes(slide.number))" :title="hover(slide)"
        :class="{ chosen: store.selected.includes(slide.number), carried: carried === slide.number, before: gap === slide.number, after: gap === slides.length + 1 && slide.number === slides.length }"
        @click="click($event, slide)" @focus="store.selected.includes(slide.number) || choose([slide.number])" @pointerdown="press($event, slide)">
        <span class="thumb"><img :src="'/thumb/' + slide.thumb + '.jpg'" alt="" loading="lazy" draggable="false" />
          <span v-if="slide.photos.length > 1" class="badge">{{ slide.photos.length }}</span>
          <span v-if="slide.pinned" class="badge pinned"><Ico name="pin" /></span>
          <span v-if="slide.photos[0].clip" class="badge clip"><Ico name="play" /></span>
        </span>
        <span class="visually-hidden name">{{ label(slide) }}</span>
        <span class="under" aria-hidden="true"><b>{{ slide.number }}</b> {{ number(slide.seconds) }} s</span>
        <span class="under faint" aria-hidden="true">{{ newDay(slide) ? day(slide.day) : slide.transition ? t('transition.' + slide.transition) : ' ' }}</span>
      </li>
    </TransitionGroup>
    <TimeRow />
    <div class="tools" role="toolbar" :aria-label="t('tools')">
      <span class="count">{{ several ? t('chosen', { count: store.selected.length }) : t('slide.of', { number: one.number, count: slides.length }) }}</span>
      <button @click="moveSelected(-1)" :title="t('earlier') + ' (Alt ←)'" :aria-label="t('earlier')"><Ico name="left" /><span>{{ t('earlier') }}</span></button>
      <button @click="moveSelected(1)" :title="t('later') + ' (Alt →)'" :aria-label="t('later')"><span>{{ t('later') }}</span><Ico name="right" /></button>
      <button @click="vetoSelected" :title="t('veto.about') + ' (X)'" :aria-label="t('veto')"><Ico name="swap" /><span>{{ t('veto') }}</span></button>
      <button @click="takeOutSelected" :title="t('take_out.about') + ' (' + t('key.delete') + ')'" :aria-label="t('take_out')"><Ico name="out" /><span>{{ t('take_out') }}</span></button>
      <button v-if="one.photos.length > 1" @click="step('split', { slide: one.number })" :title="t('split.about')" :aria-label="t('split')"><Ico name="split" /><span>{{ t('split') }}</span></button>
      <button v-else :disabled="one.number === slides.length" @click="step('join', { slide: one.number })" :title="t('join.about')" :aria-label="t('join')"><Ico name="join" /><span>{{ t('join') }}</span></button>
      <button @click="step('pin', { slide: one.number, pinned: !one.pinned })" :aria-pressed="String(one.pinned)" :title="t('pin.about')" :aria-label="t('pin')"><Ico name="pin" /><span>{{ t('pin') }}</span></button>
    </div>
  </section>`,
};
Strip.methods.choose = choose;

export const Tray = {
  components: { Ico },
  data: () => ({ open: window.innerHeight > 940, shown: 60 }),
  computed: {
    store: () => store,
    over: () => drag.target === "tray" && Boolean(drag.what?.slide),
    photos: () => store.state.out,
    page() { return this.photos.slice(0, this.shown); },
  },
  methods: {
    t, told, step,
    press(event, photo) {
      pick(event, { photo: photo.id }, (target, gap) => { if (target === "strip" && gap) step("put_in", { photo: photo.id, at: gap }); });
    },
    add(event) {
      const files = [...event.target.files];
      event.target.value = "";
      if (files.length) joinPhotos(files);
    },
    swapIn(photo) { step("swap", { slide: selectedSlide().number, new: photo.id }); },
    duels() { store.dialog = "duels"; },
  },
  template: `
  <section class="tray" :class="{ over }" :aria-label="t('tray')" data-drop="tray">
    <div class="tray-head">
      <button class="quiet" @click="open = !open" :aria-expanded="String(open)" aria-controls="tray-list"><Ico :name="open ? 'left' : 'right'" class="twist" />{{ t('tray') }} <b>{{ photos.length }}</b></button>
      <span class="spring"></span>
      <label class="chip quiet add" :title="t('add.about')"><Ico name="photos" />{{ t('add') }}<input type="file" multiple accept="image/*,video/*,.heic,.heif,.avif" @change="add" /></label>
      <button class="quiet" @click="duels" :title="t('duels.about')"><Ico name="duel" />{{ t('duels') }}</button>
    </div>
    <ul v-show="open" id="tray-list">
      <li v-for="photo in page" :key="photo.id" @pointerdown="press($event, photo)" :title="photo.name + '\\n' + told(photo.reason)">
        <span class="thumb"><img :src="'/photo/' + photo.picture + '.jpg?side=320'" :alt="photo.name" loading="lazy" draggable="false" /></span>
        <span class="under faint">{{ told(photo.reason) }}</span>
        <span class="over-buttons">
          <button class="icon" @click="step('put_in', { photo: photo.id })" :aria-label="t('put_in') + ': ' + photo.name" :title="t('put_in')"><Ico name="in" /></button>
          <button class="icon" @click="swapIn(photo)" :aria-label="t('swap_in') + ': ' + photo.name" :title="t('swap_in')"><Ico name="swap" /></button>
        </span>
      </li>
      <li v-if="shown < photos.length" class="more"><button @click="shown += 60">{{ t('more') }}</button></li>
      <li v-if="!photos.length" class="nothing">{{ t('tray.empty') }}</li>
    </ul>
  </section>`,
};
