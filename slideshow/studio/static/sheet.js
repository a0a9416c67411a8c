// What opens over the page: the browser's own dialog, which keeps the focus and gives it back.
import { store, t } from "/static/api.js";
import { Ico } from "/static/icons.js";

export const Sheet = {
  components: { Ico },
  props: ["name", "label"],
  computed: { open() { return store.dialog === this.name; } },
  watch: { open: { immediate: true, handler(now) { this.$nextTick(() => (now ? this.$refs.dialog?.open || this.$refs.dialog?.showModal() : this.$refs.dialog?.close())); } } },
  methods: { t, closed() { if (store.dialog === this.name) store.dialog = ""; }, outside(event) { if (event.target === this.$refs.dialog) store.dialog = ""; } },
  template: `<dialog ref="dialog" :class="name" :aria-label="label" @close="closed" @cancel="closed" @pointerdown="outside">
    <div class="sheet"><header><h2>{{ label }}</h2><button class="icon" @click="closed" :aria-label="t('close')" :title="t('close')"><Ico name="close" /></button></header>
    <div class="sheet-body"><slot v-if="open"></slot></div></div></dialog>`,
};
