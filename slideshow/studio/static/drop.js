// Files that are dropped anywhere on the page: photos join the film, a song becomes its music.
import { dropMusic, joinPhotos, store, t } from "/static/api.js";
import { Ico } from "/static/icons.js";

const SOUND = /\.(mp3|m4a|aac|wav|ogg|oga|opus|flac)$/i;

export const isSound = (file) => file.type.startsWith("audio/") || SOUND.test(file.name);

export function takeFiles(files) {
  const list = [...files];
  const photos = list.filter((file) => !isSound(file));
  const [song] = list.filter(isSound);
  if (photos.length) joinPhotos(photos);
  if (song) dropMusic(song);
}

export const DropRoom = {
  components: { Ico },
  data: () => ({ over: false }),
  mounted() {
    const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    this.listeners = {
      dragover: (event) => { if (!carries(event)) return; event.preventDefault(); if (store.state && !store.dialog) this.over = true; },
      dragleave: (event) => { if (!event.relatedTarget) this.over = false; },
      drop: (event) => {
        this.over = false;
        if (!carries(event)) return;
        event.preventDefault();
        if (store.state && !store.dialog && event.dataTransfer.files.length) takeFiles(event.dataTransfer.files);
      },
    };
    for (const [name, one] of Object.entries(this.listeners)) window.addEventListener(name, one);
  },
  unmounted() { for (const [name, one] of Object.entries(this.listeners)) window.removeEventListener(name, one); },
  methods: { t },
  template: `<div v-if="over" class="drop-room" aria-hidden="true"><p><Ico name="photos" />{{ t('drop') }}</p></div>`,
};
