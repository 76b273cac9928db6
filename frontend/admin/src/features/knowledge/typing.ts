/** A value that follows another once nobody has typed for a moment. */
import { onScopeDispose, ref, watch, type Ref } from "vue";

const PAUSE = 250; // milliseconds

export function useSettled<Value>(typed: () => Value, pause = PAUSE): Ref<Value> {
  const settled = ref(typed()) as Ref<Value>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(typed, (now) => {
    clearTimeout(timer);
    timer = setTimeout(() => (settled.value = now), pause);
  });
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return settled;
}
