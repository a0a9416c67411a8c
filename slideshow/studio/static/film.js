// What belongs to the film as a whole: its texts, look, music, length, target, the album's link.
import { clock, dropMusic, number, step, store, t, told } from "/static/api.js";
import { Ico } from "/static/icons.js";
import { Text } from "/static/slide.js";

export const FilmPanel = {
  components: { Ico, Text },
  data: () => ({ over: false }),
  computed: {
    film: () => store.state.film,
    state: () => store.state,
    choices: () => store.choices,
    photos() { return store.state.slides.reduce((sum, slide) => sum + slide.photos.length, 0); },
  },
  methods: {
    t, clock, number, step, told,
    files(event) {
      const [file] = event.dataTransfer?.files ?? event.target.files ?? [];
      this.over = false;
      if (file) dropMusic(file);
    },
    length(event) {
      const value = event.target.value.trim();
      step("length", { seconds: value ? Number(value) : null });
    },
    start(event) {
      const value = event.target.value.trim();
      step("music_start", { seconds: value ? Number(value) : null });
    },
  },
  template: `
  <div class="panel-body">
    <Text name="heading" :label="t('title')" :value="film.heading" :placeholder="t('title.none')" @done="(heading) => step('title', { heading, detail: film.detail })" />
    <Text name="detail" :label="t('detail')" :value="film.detail" :placeholder="t('title.none')" @done="(detail) => step('title', { heading: film.heading, detail })" />
    <Text name="closing" :label="t('closing')" :value="film.closing" :placeholder="t('closing.none')" @done="(text) => step('end_card', { text })" />
    <div class="field"><span>{{ t('look') }}</span>
      <div class="looks" role="group" :aria-label="t('look')">
        <button v-for="look in choices.looks" :key="look.name" class="look" :aria-pressed="String(film.look === look.name)" :title="look.about" @click="step('look', { name: look.name })">
          <img :src="'/look/' + look.name + '.jpg'" alt="" loading="lazy" /><span>{{ t('look.' + look.name) }}</span></button>
      </div></div>
    <div class="field" :class="{ over }" @dragover.prevent="over = true" @dragleave="over = false" @drop.prevent="files"><span>{{ t('music') }}</span>
      <div class="chips" role="group" :aria-label="t('music')">
        <button class="chip" :aria-pressed="String(film.music === '')" @click="step('music', { name: null })">{{ t('music.none') }}</button>
        <button v-for="name in choices.styles" :key="name" class="chip" :aria-pressed="String(film.music === name)" @click="step('music', { name })">{{ t('music.' + name) }}</button>
        <button v-for="file in choices.files" :key="file.name" class="chip" :aria-pressed="String(film.music === file.name)" @click="step('music', { name: file.name })"><Ico name="music" />{{ file.label }}</button>
        <label class="chip add"><Ico name="in" />{{ t('music.add') }}<input type="file" accept="audio/*,.mp3,.m4a,.wav,.ogg,.flac" @change="files" /></label>
      </div>
      <p class="hint">{{ film.bpm ? t('music.beats', { bpm: film.bpm }) : film.music ? t('music.even') : t('music.drop') }}</p></div>
    <label v-if="film.music.startsWith('file:')" class="field"><span>{{ t('music.start') }}</span><input type="number" min="0" step="1" :value="film.musicStart ?? ''" :placeholder="t('itself')" @change="start" /></label>
    <div class="pair">
      <label class="field"><span>{{ t('length') }}</span><input type="number" min="1" max="36000" step="1" :value="film.length ?? ''" :placeholder="number(state.seconds, 0)" @change="length" /></label>
      <label class="field"><span>{{ t('order') }}</span><select :value="film.order" @change="step('order', { name: $event.target.value })">
        <option v-for="name in ['time', 'name', 'shuffle']" :key="name" :value="name">{{ t('order.' + name) }}</option></select></label>
    </div>
    <p class="hint">{{ t('length.hint', { photos, time: clock(state.seconds) }) }}</p>
    <label class="field"><span>{{ t('target') }}</span><select :value="film.target" @change="step('target', { name: $event.target.value })">
      <option v-for="one in choices.targets" :key="one.name" :value="one.name">{{ one.name }}</option></select></label>
    <Text name="link" :label="t('link')" :value="film.link" :placeholder="t('link.none')" @done="(link) => step('album_link', { link })" />
    <button v-if="state.beats.length" class="wide" @click="step('on_the_beat')"><Ico name="music" />{{ t('on_the_beat') }}</button>
    <details v-if="state.unreadable.length"><summary>{{ t('unreadable', { count: state.unreadable.length }) }}</summary>
      <ul class="plain"><li v-for="one in state.unreadable" :key="one.name"><b>{{ one.name }}</b> {{ told(one.reason) }} {{ one.hint }}</li></ul></details>
  </div>`,
};
