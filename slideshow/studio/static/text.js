// A text that is sent when one leaves it, and given back with Escape.
export const Text = {
  props: ["value", "label", "placeholder", "name"],
  emits: ["done"],
  methods: {
    send(event) { if (event.target.value !== this.value) this.$emit("done", event.target.value); },
    key(event) {
      if (event.key === "Enter") event.target.blur();
      if (event.key === "Escape") { event.target.value = this.value; event.target.blur(); event.stopPropagation(); }
    },
  },
  template: `<label class="field"><span>{{ label }}</span><input type="text" maxlength="500" :data-name="name" :value="value" :placeholder="placeholder" dir="auto"
    autocomplete="off" @change="send" @keydown="key" /></label>`,
};
