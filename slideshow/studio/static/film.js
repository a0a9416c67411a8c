// What belongs to the film as a whole: its texts, look, music, length, target, the album's link.
import { askLink, clock, number, step, store, t, told } from "/static/api.js";
import { Choice } from "/static/choice.js";
import { Fold } from "/static/fold.js";
import { Ico } from "/static/icons.js";
import { MusicPanel } from "/static/music.js";
import { Text } from "/static/text.js";

export const FilmPanel = {
  components: { Choice, Fold, Ico, MusicPanel, Text },
  // What came of asking whether the album's link opens: { verdict } or { asking } or { problem }.
  data: () => ({ link: null }),
  computed: {
    film: () => store.state.film,
    state: () => store.state,
    choices: () => store.choices,
    photos() { return store.state.slides.reduce((sum, slide) => sum + slide.photos.length, 0); },
  },
  methods: {
    t, clock, number, step, told,
    about(name) { return this.choices.targets.find((one) => one.name === name)?.about ?? ""; },
    length(event) {
      const value = event.target.value.trim();
      step("length", { seconds: value ? Number(value) : null });
    },
    async linked(link) {
      this.link = null;
      if ((await step("album_link", { link: link.trim() })) === null || !this.film.link) return;
      const asked = this.film.link;
      this.link = { asking: true };
      const found = await askLink(asked).catch((error) => ({ problem: error.problem }));
      if (this.film.link === asked) this.link = found;
    },
  },
  template: `
  <div class="panel-body">
    <Text name="heading" :label="t('title')" :value="film.heading" :placeholder="t('title.none')" @done="(heading) => step('title', { heading, detail: film.detail })" />
    <Text name="detail" :label="t('detail')" :value="film.detail" :placeholder="t('title.none')" @done="(detail) => step('title', { heading: film.heading, detail })" />
    <Text name="closing" :label="t('closing')" :value="film.closing" :placeholder="t('closing.none')" @done="(text) => step('end_card', { text })" />
    <Fold name="look" :label="t('look')" :value="t('look.' + film.look)">
      <div class="looks" role="group" :aria-label="t('look')">
        <button v-for="look in choices.looks" :key="look.name" class="look" :aria-pressed="String(film.look === look.name)" :title="look.about" @click="step('look', { name: look.name })">
          <img :src="'/look/' + look.name + '.jpg'" alt="" loading="lazy" /><span>{{ t('look.' + look.name) }}</span></button>
      </div></Fold>
    <Fold name="music" :label="t('music')" :value="film.musicName || t('music.none')"><MusicPanel /></Fold>
    <div class="pair">
      <label class="field"><span>{{ t('length') }}</span><input type="number" min="1" max="36000" step="1" :value="film.length ?? ''" :placeholder="number(state.seconds, 0)" @change="length" /></label>
      <div class="field"><span>{{ t('order') }}</span><Choice :value="film.order" :options="['time', 'name', 'shuffle']" :label="t('order')" :words="(name) => t('order.' + name)" @done="(name) => step('order', { name })" /></div>
    </div>
    <p class="hint">{{ t('length.hint', { photos, time: clock(state.seconds) }) }}</p>
    <div class="field"><span>{{ t('target') }}</span><Choice :value="film.target" :options="choices.targets.map((one) => one.name)" :label="t('target')" :about="about" @done="(name) => step('target', { name })" />
      <p class="hint">{{ about(film.target) }}</p></div>
    <div class="field"><Text name="link" :label="t('link')" :value="film.link" :placeholder="t('link.none')" @done="linked" />
      <p v-if="link" class="hint" :class="{ strong: link.problem || link.verdict === 'private' || link.verdict === 'gone' }" role="status"><Ico v-if="link.verdict === 'public'" name="check" />{{ link.asking ? t('link.asking') : link.problem || t('link.' + link.verdict) }}</p></div>
    <label class="switch"><input type="checkbox" role="switch" :checked="film.tone" @change="step('tone', { on: $event.target.checked })" /><span>{{ t('tone') }}<small>{{ t('tone.about') }}</small></span></label>
    <button v-if="state.beats.length" class="wide" @click="step('on_the_beat')"><Ico name="music" />{{ t('on_the_beat') }}</button>
    <details v-if="state.unreadable.length"><summary>{{ t('unreadable', { count: state.unreadable.length }) }}</summary>
      <ul class="plain"><li v-for="one in state.unreadable" :key="one.name"><b>{{ one.name }}</b> {{ told(one.reason) }} {{ one.hint }}</li></ul></details>
  </div>`,
};
