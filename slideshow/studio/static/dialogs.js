// What opens over the page: making and sending, history, duels, keys.
import { cancel, clock, copyPhotos, duels, make, number, say, sendToPhone, showFolder, step, store, t, told } from "/static/api.js";
import { Ico } from "/static/icons.js";
import { Code, CopyState } from "/static/share.js";
import { Sheet } from "/static/sheet.js";

export const MakeSheet = {
  components: { Code, CopyState, Ico, Sheet },
  data: () => ({ quality: "good", copied: false }),
  computed: {
    making: () => store.making,
    phone: () => store.phone,
    picture() { return `/frame/${store.state.revision}/${Math.min(store.state.frames - 1, Math.floor(this.making.share * store.state.frames / 10) * 10)}.jpg`; },
    left() { return this.making.left_seconds ? t("left", { time: clock(this.making.left_seconds) }) : ""; },
    changed() { return this.making.history_at !== store.state.at; },
    percent() { return Math.round(this.making.share * 100); },
  },
  methods: {
    t, told, number, clock, cancel, make, sendToPhone, showFolder,
    album() { copyPhotos("album", {}); },
    async copy() {
      await navigator.clipboard.writeText(this.making.message).catch(() => {});
      this.copied = true;
      say(t("copied"));
    },
  },
  template: `
  <Sheet name="make" :label="making.phase === 'made' ? t('made') : t('make')">
    <div v-if="making.phase === 'making'" class="making">
      <div class="mini-phone"><img :src="picture" alt="" /></div>
      <div><p class="big" aria-live="polite">{{ t('stage.' + (making.stage || 'render')) }}</p>
        <progress :value="making.share" max="1" :aria-label="t('make')">{{ percent }} %</progress>
        <p class="faint">{{ percent }} % · {{ left }}</p>
        <button @click="cancel()">{{ t('cancel') }}</button></div>
    </div>
    <div v-else-if="making.phase === 'made'" class="making">
      <div class="mini-phone"><video :src="'/made.mp4?' + making.size_bytes" controls playsinline preload="metadata" :aria-label="t('made')"></video></div>
      <div class="made-side"><p class="big">{{ making.name }}</p>
        <p>{{ clock(making.seconds) }} · {{ number(making.size_bytes / 1e6) }} MB</p>
        <p v-if="making.proof" class="faint"><Ico v-if="making.fits" name="check" />{{ making.proof }}</p>
        <p v-for="one in making.notices.filter((text) => text.startsWith('Privacy'))" :key="one" class="faint">{{ one }}</p>
        <p v-if="changed" class="hint strong">{{ t('made.old') }}</p>
        <div class="stack">
          <button class="primary" v-if="phone.phase !== 'offered'" @click="sendToPhone(false)"><Ico name="phone" />{{ t('phone') }}</button>
          <button v-else @click="sendToPhone(true)"><Ico name="phone" />{{ t('phone.end') }}</button>
          <Code v-if="phone.phase === 'offered'" picture="/phone.svg" :address="phone.address" :warning="phone.warning" :words="t('phone.scan')" />
          <p v-else-if="phone.phase === 'saved'" class="hint">{{ t('phone.saved') }}</p>
          <p v-else-if="phone.phase === 'failed'" class="hint strong">{{ phone.problem }}</p>
          <button @click="showFolder('film')"><Ico name="folder" />{{ t('folder') }}</button>
          <button v-if="making.message" @click="copy"><Ico :name="copied ? 'check' : 'copy'" />{{ copied ? t('copied') : t('message') }}</button>
          <button @click="album" :disabled="store.copying.phase === 'copying'" :title="t('album.about')"><Ico name="photos" />{{ t('album.make') }}</button>
          <CopyState kind="album" />
          <button @click="make(quality)"><Ico name="film" />{{ t('make.again') }}</button>
        </div></div>
    </div>
    <div v-else class="making">
      <div class="mini-phone"><img :src="'/frame/' + store.state.revision + '/0.jpg'" alt="" /></div>
      <div class="made-side"><p v-if="making.phase === 'failed'" class="hint strong" role="alert">{{ told(making.problem) }}</p>
        <p v-if="making.phase === 'cancelled'" class="hint">{{ t('cancelled') }}</p>
        <p class="big">{{ clock(store.state.seconds) }} · {{ store.state.width }}×{{ store.state.height }}</p>
        <div class="field"><span id="l-quality">{{ t('quality') }}</span><div class="segments" role="group" aria-labelledby="l-quality">
          <button v-for="one in ['draft', 'fast', 'good', 'best']" :key="one" :aria-pressed="String(quality === one)" @click="quality = one">{{ t('quality.' + one) }}</button></div></div>
        <button class="primary" autofocus @click="make(quality)"><Ico name="film" />{{ t('make') }}</button></div>
    </div>
  </Sheet>`,
};
MakeSheet.computed.store = () => store;

export const HistorySheet = {
  components: { Sheet },
  computed: { words: () => store.state.history, at: () => store.state.at },
  methods: {
    t, told,
    go(index) {
      const by = index - this.at;
      if (by) step(by < 0 ? "undo" : "redo", { steps: Math.abs(by) });
    },
  },
  template: `
  <Sheet name="history" :label="t('history')"><ol class="plain step-list">
    <li v-for="(one, index) in words" :key="index"><button :aria-current="index === at ? 'step' : null" :class="{ later: index > at }" @click="go(index)"><i>{{ index }}</i>{{ told(one) }}</button></li>
  </ol></Sheet>`,
};

export const DuelSheet = {
  components: { Ico, Sheet },
  data: () => ({ pairs: null, at: 0 }),
  computed: { pair() { return this.pairs?.[this.at]; }, open: () => store.dialog === "duels" },
  watch: { open(now) { if (now) this.begin(); } },
  methods: {
    t,
    async begin() { this.pairs = null; this.at = 0; this.pairs = (await duels()) ?? []; },
    picture(id) {
      const all = [...store.state.slides.flatMap((slide) => slide.photos), ...store.state.out];
      return all.find((one) => one.id === id)?.picture ?? id;
    },
    async pick(outside) {
      const pair = this.pair;
      if (!pair) return;
      if (outside && (await step("swap", { slide: pair.slide, photo: pair.inside, new: pair.outside })) === null) return;
      if (outside) for (const one of this.pairs) if (one.inside === pair.inside) Object.assign(one, { inside: pair.outside, inside_name: pair.outside_name, gone: one.outside === pair.outside });
      this.at++;
      while (this.pair && (this.pair.gone || this.pair.inside === this.pair.outside)) this.at++;
    },
    key(event) {
      if (event.key === "ArrowLeft") { event.preventDefault(); this.pick(false); }
      if (event.key === "ArrowRight") { event.preventDefault(); this.pick(true); }
    },
  },
  template: `
  <Sheet name="duels" :label="t('duels')"><div @keydown.stop="key">
    <p v-if="!pairs" class="hint">{{ t('wait') }}</p>
    <template v-else-if="pair"><p class="hint">{{ t('duels.hint') }} {{ at + 1 }} / {{ pairs.length }}</p>
      <div class="duel"><button v-for="side in [false, true]" :key="pair.outside + side" @click="pick(side)" :autofocus="!side">
        <img class="whole-photo" :src="'/photo/' + picture(side ? pair.outside : pair.inside) + '.jpg?side=1200'" alt="" />
        <img class="face" :src="'/face/' + (side ? pair.outside : pair.inside) + '.jpg'" alt="" />
        <span>{{ side ? '→ ' : '← ' }}{{ t(side ? 'duels.out' : 'duels.in') }} · {{ side ? pair.outside_name : pair.inside_name }}</span></button></div></template>
    <p v-else class="hint">{{ pairs.length ? t('duels.done') : t('duels.none') }}</p>
  </div></Sheet>`,
};

export const KeysSheet = {
  components: { Sheet },
  data: () => ({ keys: [["key.space", "play"], ["← →", "keys.slides"], [", .", "keys.frames"], ["P", "play.slide"], ["⇧ ← →", "keys.several"], ["Alt ← →", "keys.move"],
    ["X", "veto.about"], ["key.delete", "take_out.about"], ["C", "caption"], ["T", "title"], ["[ ]", "keys.seconds"], ["R", "turn.right"], ["B", "itself.all"], ["L", "keys.pin"], ["D", "duels"],
    ["Ctrl Z", "undo"], ["Ctrl ⇧ Z", "redo"], ["H", "history"], ["Ctrl S", "save"], ["M", "make"], ["O", "photos"], ["N", "screen"], ["S", "safe"], ["F", "full"], ["?", "keys"]] }),
  methods: { t, shown: (key) => (key.startsWith("key.") ? t(key) : key) },
  template: `<Sheet name="keys" :label="t('keys')"><dl class="key-list"><div v-for="[key, words] in keys" :key="key"><dt><kbd>{{ shown(key) }}</kbd></dt><dd>{{ t(words) }}</dd></div></dl></Sheet>`,
};
