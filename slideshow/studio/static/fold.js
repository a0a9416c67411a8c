// A part of the inspector that folds: open where there is room, and what is chosen is told while it is closed.
import { reactive } from "vue";
import { Ico } from "/static/icons.js";

const wide = window.matchMedia("(min-width: 781px)").matches;
// The same for every slide, as long as the page is open.
const opened = reactive({ layout: wide, motion: wide, transition: wide, look: wide, music: wide });

export const Fold = {
  components: { Ico },
  props: ["name", "label", "value", "itself"],
  emits: ["itself"],
  computed: { open() { return opened[this.name]; } },
  methods: { toggle() { opened[this.name] = !opened[this.name]; } },
  template: `
  <section class="fold"><h3><button type="button" class="quiet" :aria-expanded="String(open)" :aria-controls="'fold-' + name" @click="toggle"><span>{{ label }}</span><span class="faint">{{ value }}</span><Ico name="down" class="turn" /></button><button v-if="itself" type="button" class="icon" @click="$emit('itself')" :aria-label="itself" :title="itself"><Ico name="itself" /></button></h3>
    <div v-if="open" :id="'fold-' + name" class="fold-body"><slot></slot></div></section>`,
};
