// What leaves the page beside the film: photos as photos, photos for an album, the draft on a phone.
import { cancelCopy, copyPhotos, number, sendToPhone, showFolder, showOnPhone, store, t, told } from "/static/api.js";
import { Choice } from "/static/choice.js";
import { Ico } from "/static/icons.js";
import { Sheet } from "/static/sheet.js";

// A code to be read by a phone's camera, with its address.
export const Code = {
  props: ["picture", "address", "warning", "words"],
  methods: { t },
  template: `<div class="code"><img :src="picture + '?' + address.slice(-8)" :alt="t('phone.code')" /><p>{{ words }}</p><p class="faint address">{{ address }}</p><p v-if="warning" class="hint strong">{{ warning }}</p></div>`,
};

// How far the writing of a folder is, and what stands there then.
export const CopyState = {
  components: { Code, Ico },
  props: ["kind"],
  computed: {
    copying: () => store.copying,
    phone: () => store.phone,
    mine() { return this.copying.kind === this.kind ? this.copying.phase : ""; },
    percent() { return Math.round(this.copying.share * 100); },
  },
  methods: { t, told, number, cancelCopy, showFolder, sendToPhone },
  template: `
  <div class="stack" aria-live="polite">
    <template v-if="mine === 'copying'"><progress :value="copying.share" max="1" :aria-label="t('copying')">{{ percent }} %</progress><div class="line"><span class="faint spring">{{ t('copying') }} {{ percent }} %</span><button @click="cancelCopy()">{{ t('cancel') }}</button></div></template>
    <template v-else-if="mine === 'copied'"><p class="done"><Ico name="check" />{{ t('copied.photos', { count: copying.count, folder: copying.folder, size: number(copying.size_bytes / 1e6) }) }}</p>
      <button @click="showFolder('copying')"><Ico name="folder" />{{ t('folder') }}</button>
      <template v-if="kind === 'photos'"><button v-if="phone.phase !== 'offered'" @click="sendToPhone(false, 'photos')"><Ico name="phone" />{{ t('phone') }}</button>
        <button v-else @click="sendToPhone(true)"><Ico name="phone" />{{ t('phone.end') }}</button>
        <Code v-if="phone.phase === 'offered'" picture="/phone.svg" :address="phone.address" :warning="phone.warning" :words="t('phone.scan')" /></template>
      <p v-else class="hint">{{ t('album.next') }}</p></template>
    <p v-else-if="mine === 'cancelled'" class="hint">{{ t('cancelled') }}</p>
    <p v-else-if="mine === 'failed'" class="hint strong" role="alert">{{ told(copying.problem) }}</p>
  </div>`,
};

export const PhotosSheet = {
  components: { Choice, CopyState, Ico, Sheet },
  data: () => ({ place: "", shownAs: "whole" }),
  computed: {
    store: () => store,
    places: () => store.choices.places,
    chosen() { return this.place || this.places[0]?.name; },
    busy: () => store.copying.phase === "copying",
  },
  methods: {
    t,
    about(name) { return this.places.find((one) => one.name === name)?.about ?? ""; },
    start() { copyPhotos("photos", { place: this.chosen, shown_as: this.shownAs }); },
    album() { copyPhotos("album", {}); },
  },
  template: `
  <Sheet name="photos" :label="t('photos')">
    <div class="two-ways">
      <section><h3>{{ t('photos.send') }}</h3><p class="hint">{{ t('photos.about') }}</p>
        <div class="field"><span>{{ t('target') }}</span><Choice :value="chosen" :options="places.map((one) => one.name)" :label="t('target')" :about="about" @done="(name) => (place = name)" /></div>
        <div class="field"><span id="l-shown">{{ t('shown_as') }}</span><div class="segments" role="group" aria-labelledby="l-shown">
          <button v-for="one in ['whole', 'fill', 'card']" :key="one" :aria-pressed="String(shownAs === one)" @click="shownAs = one">{{ t('shown_as.' + one) }}</button></div></div>
        <button class="primary" :disabled="busy" @click="start"><Ico name="photos" />{{ t('photos.make') }}</button>
        <CopyState kind="photos" /></section>
      <section><h3>{{ t('album') }}</h3><p class="hint">{{ t('album.about') }}</p>
        <button :disabled="busy" @click="album"><Ico name="copy" />{{ t('album.make') }}</button>
        <CopyState kind="album" /></section>
    </div>
  </Sheet>`,
};

export const ScreenSheet = {
  components: { Code, Ico, Sheet },
  computed: { screen: () => store.screen },
  methods: { t, told, showOnPhone },
  template: `
  <Sheet name="screen" :label="t('screen')">
    <p class="hint">{{ t('screen.about') }}</p>
    <div class="stack">
      <button v-if="screen.phase !== 'shown'" class="primary" :disabled="screen.phase === 'starting'" @click="showOnPhone(true)"><Ico name="phone" />{{ t('screen.on') }}</button>
      <template v-else><Code picture="/screen.svg" :address="screen.address" :warning="screen.warning" :words="t('phone.scan')" />
        <button @click="showOnPhone(false)"><Ico name="close" />{{ t('screen.off') }}</button></template>
      <p v-if="screen.phase === 'failed'" class="hint strong" role="alert">{{ told(screen.problem) }}</p>
    </div>
  </Sheet>`,
};
