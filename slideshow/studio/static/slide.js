// One slide: its photo with what the frame sees of it, and every choice that was made for it.
import { number, selectedSlide, step, store, t, told } from "/static/api.js";
import { Choice } from "/static/choice.js";
import { ClipPart } from "/static/clip.js";
import { Fold } from "/static/fold.js";
import { Ico } from "/static/icons.js";
import { Text } from "/static/text.js";
import { Tile } from "/static/tiles.js";
import { Windows } from "/static/windows.js";

export const SlidePanel = {
  components: { Choice, ClipPart, Fold, Ico, Text, Tile, Windows },
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
      <Fold name="layout" :label="t('layout')" :value="t('layout.' + slide.layout)" :itself="t('itself.layout')" @itself="with_('layout', { name: null })">
        <div class="tiles" role="group" :aria-label="t('layout')">
          <button v-for="name in slide.layouts" :key="name" class="tile" :aria-pressed="String(slide.layout === name)" @click="with_('layout', { name })">
            <Tile :slide="slide" kind="layout" :name="name" />{{ t('layout.' + name) }}</button>
        </div></Fold>
      <Fold name="motion" :label="t('motion')" :value="slide.ownWindows ? t('motion.own') : t('motion.' + slide.motion)" :itself="t('itself.motion')" @itself="with_('motion', { name: null })">
        <div class="tiles" role="group" :aria-label="t('motion')">
          <button v-for="name in choices.motions" :key="name" class="tile" :aria-pressed="String(slide.motion === name && !slide.ownWindows)" @click="with_('motion', { name, strength: slide.strength })">
            <Tile :slide="slide" kind="motion" :name="name" />{{ t('motion.' + name) }}</button>
        </div>
      <label class="field"><span>{{ t('strength') }}</span><input type="range" min="0" max="0.4" step="0.01" :value="slide.strength ?? 0.09"
        :aria-valuetext="slide.strength === null ? t('itself') : number(slide.strength, 2)" @change="with_('motion', { name: slide.motion === 'travel' ? 'zoom_in' : slide.motion, strength: Number($event.target.value) })" /></label></Fold>
      <Fold v-if="slide.number > 1" name="transition" :label="t('transition')" :value="t('transition.' + slide.transition)" :itself="t('itself.transition')" @itself="with_('transition', { name: null })">
        <div class="joining"><Tile :slide="slide" kind="transition" :name="slide.transition" />
          <div class="stack"><Choice grid :value="slide.transition" :options="choices.transitions" :label="t('transition')" :words="(name) => t('transition.' + name)" @done="(name) => with_('transition', { name })" v-slot="{ option }"><Tile :slide="slide" kind="transition" :name="option" /></Choice>
            <div class="line"><input type="number" :aria-label="t('transition.seconds')" min="0" max="5" step="0.1" :value="slide.transitionSeconds" @change="with_('transition', { name: slide.transition, seconds: Number($event.target.value) })" /><span class="faint">s</span></div>
            <button @click="$emit('play-join')"><Ico name="play" />{{ t('transition.play') }}</button></div></div></Fold>
      <ClipPart v-if="slide.photos.some((one) => one.clip)" :slide="slide" />
      <button class="wide" @click="with_('by_itself')"><Ico name="itself" />{{ t('itself.all') }}</button>
      <button class="wide quiet" @click="step('never', { photo: photo.id })">{{ t('never') }}</button>
    </fieldset>
    <p v-if="slide.pinned" class="hint">{{ t('pinned.hint') }}</p>
  </div>`,
};
