// One of several: a button that tells what is chosen, and a list that opens under it. Arrow keys, letters, Escape.
import { t } from "/static/api.js";
import { Ico } from "/static/icons.js";

let count = 0;

export const Choice = {
  components: { Ico },
  props: { value: String, options: Array, label: String, words: Function, about: Function, grid: Boolean },
  emits: ["done"],
  data: () => ({ id: `choice-${++count}`, open: false, at: 0 }),
  methods: {
    t,
    name(option) { return this.words ? this.words(option) : option; },
    async show() {
      this.at = Math.max(0, this.options.indexOf(this.value));
      this.open = true;
      await this.$nextTick();
      const { list, button } = this.$refs;
      list.showPopover?.();
      const box = button.getBoundingClientRect();
      const room = window.innerHeight - box.bottom - 12;
      list.style.minWidth = `${box.width}px`;
      list.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - list.offsetWidth - 8))}px`;
      const up = room < Math.min(list.scrollHeight, 240) && box.top > room;
      list.style.maxHeight = `${Math.max(120, Math.min(420, up ? box.top - 12 : room))}px`;
      list.style.top = up ? "" : `${box.bottom + 4}px`;
      list.style.bottom = up ? `${window.innerHeight - box.top + 4}px` : "";
      this.focus(this.at);
    },
    focus(at) {
      this.at = Math.max(0, Math.min(this.options.length - 1, at));
      this.$refs.list?.querySelectorAll('[role="option"]')[this.at]?.focus();
    },
    closed(event) { if (event.newState === "closed") this.open = false; },
    close() {
      this.$refs.list?.hidePopover?.();
      this.open = false;
      this.$refs.button?.focus();
    },
    pick(option) {
      this.close();
      if (option !== this.value) this.$emit("done", option);
    },
    columns() {
      if (!this.grid) return 1;
      const items = [...this.$refs.list.querySelectorAll('[role="option"]')];
      return items.filter((one) => one.offsetTop === items[0].offsetTop).length || 1;
    },
    key(event) {
      const columns = this.columns();
      const by = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: this.grid ? 1 : 0, ArrowLeft: this.grid ? -1 : 0, Home: -1e6, End: 1e6 }[event.key];
      if (event.key === "Escape" || event.key === "Tab") { event.stopPropagation(); event.preventDefault(); this.close(); }
      else if (by) { event.preventDefault(); event.stopPropagation(); this.focus(this.at + by); }
      else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
        event.stopPropagation();
        const letter = event.key.toLowerCase();
        const order = [...this.options.keys()].map((one) => (one + this.at + 1) % this.options.length);
        const found = order.find((one) => this.name(this.options[one]).toLowerCase().startsWith(letter));
        if (found !== undefined) this.focus(found);
      }
    },
    opens(event) { if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); event.stopPropagation(); this.show(); } },
  },
  template: `
  <span class="choice">
    <button ref="button" type="button" class="choice-button" aria-haspopup="listbox" :aria-expanded="String(open)" :aria-label="label + ': ' + name(value)" @click="open ? close() : show()" @keydown="opens"><span>{{ name(value) }}</span><Ico name="down" /></button>
    <div v-if="open" ref="list" popover="auto" :id="id" class="choice-list" :class="{ grid }" role="listbox" :aria-label="label" @toggle="closed" @keydown="key">
      <button v-for="(option, index) in options" :key="option" type="button" role="option" tabindex="-1" :aria-selected="String(option === value)" :title="about ? about(option) : null" @click="pick(option)" @focus="at = index">
        <slot :option="option"></slot><span>{{ name(option) }}</span><Ico v-if="!grid && option === value" name="check" /></button>
    </div>
  </span>`,
};
