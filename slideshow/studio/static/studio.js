// The page: it shows what the server knows, and asks it for every change.
import { choose, clock, load, news, openAlbum, save, say, selectedSlide, speak, step, store, t, told } from "/static/api.js";
import { DuelSheet, HistorySheet, KeysSheet, MakeSheet } from "/static/dialogs.js";
import { DropRoom } from "/static/drop.js";
import { FilmPanel } from "/static/film.js";
import { Ico } from "/static/icons.js";
import { Player } from "/static/player.js";
import { PhotosSheet, ScreenSheet } from "/static/share.js";
import { SlidePanel } from "/static/slide.js";
import { moveSelected, Strip, takeOutSelected, Tray, vetoSelected } from "/static/strip.js";

export default {
  components: { DropRoom, DuelSheet, FilmPanel, HistorySheet, Ico, KeysSheet, MakeSheet, PhotosSheet, Player, ScreenSheet, SlidePanel, Strip, Tray },
  props: { texts: Object, language: String, version: String },
  data: () => ({ saved: false }),
  computed: {
    store: () => store,
    state: () => store.state,
    canUndo: () => store.state.at > 0,
    canRedo: () => store.state.at < store.state.history.length - 1,
    undoWords() { return this.canUndo ? `${t("undo")}: ${told(store.state.history[store.state.at])}` : t("undo"); },
    redoWords() { return this.canRedo ? `${t("redo")}: ${told(store.state.history[store.state.at + 1])}` : t("redo"); },
    makeWords() { return store.making.phase === "making" ? `${Math.round(store.making.share * 100)} %` : t(store.making.phase === "made" ? "made.short" : "make"); },
    place: () => `${store.selected.join(",")}/${store.frame}/${store.panel}`,
  },
  watch: {
    place(now) { if (store.state && !store.isPlaying) history.replaceState(history.state, "", `#${now}`); },
    "store.making.phase"(now, before) {
      if (before === "making" && now === "made") say(t("made"));
      if (before === "making" && now === "failed") say(store.making.problem);
    },
    "store.panel"() { this.$nextTick(() => (document.getElementById("panel").scrollTop = 0)); },
    "store.album"(now) { if (now) document.title = `${now} · slideshow`; },
  },
  created() {
    speak(this.texts, this.language);
    document.documentElement.lang = this.language;
  },
  async mounted() {
    const [chosen, frame, panel] = decodeURIComponent(location.hash.slice(1)).split("/");
    await load().catch((error) => (store.error = error));
    const numbers = (chosen ?? "").split(",").map(Number).filter((one) => Number.isInteger(one) && one >= 1 && one <= (store.state?.slides.length ?? 0));
    if (numbers.length) {
      store.selected = numbers;
      store.frame = Math.min(Number(frame) || 0, (store.state?.frames ?? 1) - 1);
      if (panel === "film") store.panel = "film";
    } else if (store.state) store.frame = Math.min(store.state.slides[0].middle, store.state.frames - 1);
    if (store.making.phase === "making") store.dialog = "make";
    window.addEventListener("keydown", this.key);
    document.addEventListener("visibilitychange", this.awake);
    // A socket that fell asleep is no reason to show an old state.
    this.looking = setInterval(() => { if (store.phase !== "ready" || store.making.phase === "making" || store.copying.phase === "copying" || store.playing.revision !== store.state?.revision) news(); }, 2000);
  },
  unmounted() {
    window.removeEventListener("keydown", this.key);
    document.removeEventListener("visibilitychange", this.awake);
    clearInterval(this.looking);
  },
  methods: {
    t, told, clock, step, openAlbum,
    // The server calls this, through the page's socket.
    news() { news(); },
    awake() { if (!document.hidden) news(); },
    async save() {
      const done = await save();
      if (done) { this.saved = true; setTimeout(() => (this.saved = false), 2500); }
    },
    overwrite() { store.error = null; save(true); },
    undo() { if (this.canUndo) step("undo"); },
    redo() { if (this.canRedo) step("redo"); },
    async focusOn(panel, name) {
      store.panel = panel;
      await this.$nextTick();
      const field = document.querySelector(`[data-name="${name}"]`);
      field?.focus();
      field?.select();
    },
    tab(event) {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault();
      event.stopPropagation();
      store.panel = store.panel === "slide" ? "film" : "slide";
      this.$nextTick(() => document.getElementById(`tab-${store.panel}`)?.focus());
    },
    key(event) {
      if (!store.state || store.dialog || event.defaultPrevented) return;
      const target = event.target;
      const control = event.ctrlKey || event.metaKey;
      const typing = target.matches?.("input:not([type=range]):not([type=file]), select, textarea, [contenteditable]");
      if (control && event.key.toLowerCase() === "s") { event.preventDefault(); return this.save(); }
      if (typing) return;
      if (control && event.key.toLowerCase() === "z") { event.preventDefault(); return event.shiftKey ? this.redo() : this.undo(); }
      if (control && event.key.toLowerCase() === "y") { event.preventDefault(); return this.redo(); }
      if (control) return;
      const player = this.$refs.player;
      const slider = target.matches?.("input[type=range]");
      const number = selectedSlide().number;
      const count = store.state.slides.length;
      const one = { slide: number };
      const actions = {
        " ": () => target.matches?.("button, summary, label") ? false : player.toggle(),
        ArrowLeft: () => slider ? false : event.altKey ? moveSelected(-1) : event.shiftKey ? this.extend(-1) : player.stepSlides(-1),
        ArrowRight: () => slider ? false : event.altKey ? moveSelected(1) : event.shiftKey ? this.extend(1) : player.stepSlides(1),
        Home: () => slider ? false : choose([1]),
        End: () => slider ? false : choose([count]),
        ",": () => player.stepFrames(-1),
        ".": () => player.stepFrames(1),
        p: () => player.playSlide(),
        x: vetoSelected,
        Delete: takeOutSelected,
        Backspace: takeOutSelected,
        c: () => this.focusOn("slide", "caption"),
        t: () => this.focusOn("film", "heading"),
        "[": () => step("seconds", { ...one, seconds: Math.max(0.5, selectedSlide().seconds - 0.5) }),
        "]": () => step("seconds", { ...one, seconds: selectedSlide().seconds + 0.5 }),
        r: () => step("rotate", { ...one, degrees: (selectedSlide().photos[0].turned + 90) % 360 }),
        b: () => step("by_itself", one),
        l: () => step("pin", { ...one, pinned: !selectedSlide().pinned }),
        d: () => (store.dialog = "duels"),
        h: () => (store.dialog = "history"),
        m: () => (store.dialog = "make"),
        o: () => (store.dialog = "photos"),
        n: () => (store.dialog = "screen"),
        s: () => (store.safe = !store.safe),
        f: () => player.full(),
        "?": () => (store.dialog = "keys"),
      };
      const action = actions[event.key] ?? actions[event.key.toLowerCase()];
      if (!action || (event.altKey && !event.key.startsWith("Arrow"))) return;
      if (action() !== false) event.preventDefault();
    },
    extend(by) {
      const next = store.selected.at(-1) + by;
      if (next < 1 || next > store.state.slides.length) return;
      const rest = store.selected.includes(next) ? store.selected.slice(0, -1) : store.selected;
      choose([...rest.filter((one) => one !== next), next]);
    },
    openPanel(name) { store.panel = name; },
  },
  template: `
  <div class="studio" :class="{ busy: store.busy }">
    <div class="visually-hidden" role="status" aria-live="polite">{{ store.said }}</div>
    <div v-if="store.busy" class="working" aria-hidden="true"></div>
    <div v-if="store.error" class="trouble" role="alert"><span><b>{{ store.error.problem }}</b> {{ store.error.hint }}</span>
      <button v-if="/overwrite/.test(store.error.hint)" @click="overwrite">{{ t('overwrite') }}</button>
      <button class="icon" @click="store.error = null" :aria-label="t('close')"><Ico name="close" /></button></div>
    <template v-if="state && store.choices">
      <header class="bar">
        <div class="name"><span class="mark" aria-hidden="true"><Ico name="play" /></span>
          <div><h1 class="visually-hidden">{{ store.album }}</h1>
          <input class="heading" type="text" maxlength="500" dir="auto" :value="state.film.heading" :placeholder="t('title.none')" :aria-label="t('title')" autocomplete="off"
            @change="step('title', { heading: $event.target.value, detail: state.film.detail })" @keydown.enter="$event.target.blur()" @keydown.esc="$event.target.value = state.film.heading; $event.target.blur()" />
          <span class="faint sub">{{ store.album }} · {{ state.slides.length }} {{ t('slides') }} · {{ clock(state.seconds) }}</span></div></div>
        <nav :aria-label="t('steps')">
          <button class="icon" :disabled="!canUndo" @click="undo" :aria-label="undoWords" :title="undoWords + ' (Ctrl Z)'"><Ico name="undo" /></button>
          <button class="icon" :disabled="!canRedo" @click="redo" :aria-label="redoWords" :title="redoWords + ' (Ctrl ⇧ Z)'"><Ico name="redo" /></button>
          <button class="icon" @click="store.dialog = 'history'" :aria-label="t('history')" :title="t('history') + ' (H)'"><Ico name="history" /></button>
          <button class="icon less" @click="store.dialog = 'keys'" :aria-label="t('keys')" :title="t('keys') + ' (?)'"><Ico name="keys" /></button>
          <button class="icon" @click="store.dialog = 'screen'" :class="{ live: store.screen.phase === 'shown' }" :aria-label="t('screen')" :title="t('screen') + ' (N)'"><Ico name="phone" /></button>
          <button class="save" @click="save" :title="t('save.about') + ' (Ctrl S)'" :aria-label="t('save')"><Ico :name="saved ? 'check' : 'save'" /><span>{{ saved ? t('saved.short') : t('save') }}</span></button>
          <button class="second" @click="store.dialog = 'photos'" :title="t('photos.about') + ' (O)'" :aria-label="t('photos')"><Ico name="photos" /><span>{{ t('photos') }}</span></button>
          <button class="primary" @click="store.dialog = 'make'" :title="t('make') + ' (M)'"><Ico name="film" /><span>{{ makeWords }}</span></button>
        </nav>
      </header>
      <div class="layout">
        <Player ref="player" />
        <aside :aria-label="t('choices')">
          <div class="tabs" role="tablist" @keydown="tab">
            <button v-for="name in ['slide', 'film']" :key="name" role="tab" :id="'tab-' + name" :aria-selected="String(store.panel === name)" :tabindex="store.panel === name ? 0 : -1" aria-controls="panel" @click="openPanel(name)">{{ t('panel.' + name) }}</button>
          </div>
          <div id="panel" role="tabpanel" :aria-labelledby="'tab-' + store.panel" class="panel">
            <p v-if="store.early" class="hint panel-body">{{ t('opening') }}</p><SlidePanel v-else-if="store.panel === 'slide'" @play-join="$refs.player.playJoin()" /><FilmPanel v-else />
          </div>
        </aside>
        <div class="below"><Strip /><Tray v-if="!store.early" /></div>
      </div>
      <p v-if="!state.kept" class="trouble low" role="alert">{{ t('not_kept') }}</p>
      <MakeSheet /><PhotosSheet /><ScreenSheet /><HistorySheet /><DuelSheet /><KeysSheet /><DropRoom />
    </template>
    <div v-else class="first">
      <span class="mark large" aria-hidden="true"><Ico name="play" /></span>
      <template v-if="store.phase === 'choose' || (store.phase === 'failed' && store.offered.length)">
        <h1>{{ t('choose') }}</h1>
        <p v-if="store.problem" class="hint strong" role="alert">{{ store.problem }}</p>
        <ul class="plain albums"><li v-for="one in store.offered" :key="one.id"><button @click="openAlbum(one.id)"><Ico name="folder" /><span><b>{{ one.name }}</b><small class="faint">{{ one.place }}</small></span></button></li></ul>
        <p class="hint">{{ t('choose.hint') }} <code>slideshow studio ./trip</code></p>
      </template>
      <template v-else-if="store.phase === 'failed'"><h1>{{ t('failed') }}</h1><p class="hint strong" role="alert">{{ store.problem }}</p></template>
      <template v-else><h1>{{ store.album || 'slideshow' }}</h1><progress :value="store.share" max="1" :aria-label="t('opening')"></progress><p class="hint">{{ t('opening') }}</p></template>
    </div>
  </div>`,
};
