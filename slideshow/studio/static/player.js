// The film in the shape of a phone: single pictures while one looks and scrubs, the small film while it plays.
import { clock, choose, slideOfFrame, selectedSlide, store, t, told } from "/static/api.js";
import { Ico } from "/static/icons.js";

export const Player = {
  components: { Ico },
  data: () => ({ shown: "", loading: false, wanted: "", until: 0, waiting: false, muted: false, ready: "", broken: false }),
  computed: {
    state: () => store.state,
    store: () => store,
    slide() { return slideOfFrame(store.frame); },
    isReady() { return !store.early && store.playing.revision === store.state.revision; },
    film() { return this.isReady ? `/film/${store.state.revision}.mp4` : null; },
    picture() { return store.early ? `/thumb/${(selectedSlide() ?? store.state.slides[0]).thumb}.jpg` : `/frame/${store.state.revision}/${store.frame}.jpg`; },
    time() { return clock(store.frame / store.state.fps); },
    beats() {
      const beats = store.state.beats;
      const every = Math.ceil(beats.length / 240);
      return beats.filter((_, index) => index % every === 0);
    },
    valueText() { return t("scrub.value", { time: this.time, all: clock(store.state.seconds), slide: this.slide?.number }); },
  },
  watch: {
    picture: { immediate: true, handler() { if (!store.isPlaying) this.look(); } },
    "store.playing.problem"(now) { if (now && this.waiting) { this.stop(); store.error = { problem: t("unplayable"), hint: told(now) }; } },
    film(now) {
      if (!now) this.stop();
      else if (this.waiting) this.$nextTick(() => this.start());
    },
  },
  mounted() { this.clocking = 0; },
  unmounted() { cancelAnimationFrame(this.clocking); clearTimeout(this.sharpening); },
  methods: {
    t, clock,
    // The latest wins: while one picture is on its way, those between it and the last are passed over.
    look() {
      this.wanted = this.picture;
      if (this.loading) return;
      this.loading = true;
      const image = new Image();
      const asked = this.wanted;
      const done = (worked) => {
        this.loading = false;
        this.broken = !worked;
        if (worked) this.shown = asked;
        if (this.wanted !== asked) this.look();
        else if (worked) this.sharpen();
      };
      image.onload = () => done(true);
      image.onerror = () => done(false);
      image.src = asked;
    },
    // On a large screen a larger picture follows, when one stays for a moment.
    sharpen() {
      clearTimeout(this.sharpening);
      const asked = this.wanted;
      if (asked.includes("?") || store.early || (this.$refs.phone?.clientWidth ?? 0) * window.devicePixelRatio < 420) return;
      this.sharpening = setTimeout(() => {
        if (this.wanted !== asked || store.isPlaying) return;
        const image = new Image();
        image.onload = () => { if (this.wanted === asked && this.shown === asked) this.shown = image.src; };
        image.src = `${asked}?width=540`;
      }, 400);
    },
    toggle() { store.isPlaying || this.waiting ? this.stop() : this.play(0); },
    play(until) {
      this.until = until;
      if (!until && store.frame >= store.state.frames - 3) store.frame = 0;
      this.waiting = true;
      if (this.isReady) this.start();
    },
    playSlide() {
      const slide = selectedSlide();
      store.frame = slide.start;
      this.play(slide.stop);
    },
    playJoin() {
      const slide = selectedSlide();
      const fps = store.state.fps;
      store.frame = Math.max(0, Math.round(slide.start - fps));
      this.play(Math.min(store.state.frames, Math.round(slide.start + (slide.transitionSeconds + 1) * fps)));
    },
    async start() {
      const video = this.$refs.video;
      if (!video) return;
      try {
        if (video.readyState < 1) await new Promise((done, fail) => {
          video.addEventListener("loadedmetadata", done, { once: true });
          video.addEventListener("error", fail, { once: true });
          video.load();
        });
        video.currentTime = (store.frame + 0.5) / store.state.fps;
        await video.play();
      } catch {
        this.waiting = false;
        return;
      }
      this.waiting = false;
      store.isPlaying = true;
      this.follow();
    },
    follow() {
      const video = this.$refs.video;
      if (!store.isPlaying || !video) return;
      store.frame = Math.min(store.state.frames - 1, Math.floor(video.currentTime * store.state.fps));
      const slide = this.slide;
      if (slide && !store.selected.includes(slide.number)) choose([slide.number], { look: false });
      if (video.ended || (this.until && store.frame >= this.until)) return this.stop();
      this.clocking = requestAnimationFrame(() => this.follow());
    },
    stop() {
      this.waiting = false;
      cancelAnimationFrame(this.clocking);
      this.$refs.video?.pause();
      if (store.isPlaying) {
        store.isPlaying = false;
        this.look();
      }
    },
    scrub(event) {
      this.stop();
      store.frame = Number(event.target.value);
      const slide = this.slide;
      if (slide && !store.selected.includes(slide.number)) choose([slide.number], { look: false });
    },
    stepFrames(by) {
      this.stop();
      store.frame = Math.max(0, Math.min(store.state.frames - 1, store.frame + by));
    },
    stepSlides(by) {
      const number = Math.max(1, Math.min(store.state.slides.length, (selectedSlide()?.number ?? 1) + by));
      this.stop();
      choose([number]);
    },
    full() {
      document.fullscreenElement ? document.exitFullscreen() : this.$refs.stage.requestFullscreen?.();
    },
  },
  template: `
  <section class="stage" ref="stage" :aria-label="t('film')">
    <div class="frame-room">
      <div class="phone" ref="phone" :style="{ '--across': state.width, '--down': state.height }" @click="toggle">
        <video ref="video" :src="film" playsinline preload="auto" :muted="muted" :class="{ hidden: !store.isPlaying }"
          :aria-label="t('film')" @ended="stop" tabindex="-1"></video>
        <img v-if="shown" :src="shown" :class="{ hidden: store.isPlaying }" :alt="t('picture.alt', { time, slide: slide ? slide.number : 1 })" />
        <svg v-if="store.safe" class="safe" :viewBox="'0 0 100 100'" preserveAspectRatio="none" role="img" :aria-label="t('safe.about')">
          <path fill-rule="evenodd" :d="'M0 0H100V100H0ZM' + state.safe[0]*100 + ' ' + state.safe[1]*100 + 'h' + state.safe[2]*100 + 'v' + state.safe[3]*100 + 'h' + -state.safe[2]*100 + 'z'" />
        </svg>
        <div v-if="waiting" class="preparing" role="status">{{ t('preparing') }} {{ isReady ? '' : Math.round(store.playing.share * 100) + ' %' }}</div>
        <div v-else-if="broken" class="preparing">{{ t('broken') }}</div>
        <span v-else-if="!store.isPlaying" class="big-play"><Ico name="play" /></span>
      </div>
    </div>
    <div class="transport">
      <div class="scrub">
        <svg :viewBox="'0 0 ' + state.frames + ' 20'" preserveAspectRatio="none" aria-hidden="true">
          <rect v-for="one in state.slides" :key="one.id" v-memo="[one.start, one.stop, one.number % 2, store.selected.includes(one.number)]" :x="one.start" y="5" :width="one.stop - one.start" height="10"
            :class="{ odd: one.number % 2, chosen: store.selected.includes(one.number) }" />
          <rect v-for="beat in beats" :key="'b' + beat" v-memo="[beat, state.frames]" class="beat" :x="beat - state.frames / 1600" y="16" :width="state.frames / 800" height="4" />
        </svg>
        <input type="range" min="0" :max="state.frames - 1" step="1" :value="store.frame" @input="scrub"
          :aria-label="t('scrub')" :aria-valuetext="valueText" />
      </div>
      <div class="buttons">
        <span class="time" aria-hidden="true">{{ time }} <small>/ {{ clock(state.seconds) }}</small></span>
        <span class="middle">
          <button class="icon" @click="stepSlides(-1)" :aria-label="t('previous')" :title="t('previous') + ' (←)'"><Ico name="previous" /></button>
          <button class="icon round" @click="toggle" :aria-label="store.isPlaying || waiting ? t('pause') : t('play')" :title="(store.isPlaying ? t('pause') : t('play')) + ' (' + t('key.space') + ')'"><Ico :name="store.isPlaying || waiting ? 'pause' : 'play'" /></button>
          <button class="icon" @click="stepSlides(1)" :aria-label="t('next')" :title="t('next') + ' (→)'"><Ico name="next" /></button>
        </span>
        <span class="end">
          <button class="icon" @click="playSlide" :aria-label="t('play.slide')" :title="t('play.slide') + ' (P)'"><Ico name="slide" /></button>
          <button class="icon" @click="muted = !muted" :aria-label="t('mute')" :aria-pressed="String(muted)" :title="t('mute')"><Ico :name="muted ? 'mute' : 'sound'" /></button>
          <button class="icon" @click="store.safe = !store.safe" :aria-label="t('safe')" :aria-pressed="String(store.safe)" :title="t('safe') + ' (S)'"><Ico name="safe" /></button>
          <button class="icon" @click="full" :aria-label="t('full')" :title="t('full') + ' (F)'"><Ico name="full" /></button>
        </span>
      </div>
    </div>
  </section>`,
};
