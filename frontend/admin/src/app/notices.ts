/** Short words about what just happened, at the foot of the page and to screen readers. */
import { ref } from "vue";

export interface Notice {
  id: number;
  text: string;
  kind: "success" | "error" | "info";
}

export const notice = ref<Notice>();
let last = 0;

export function announce(text: string, kind: Notice["kind"] = "success"): void {
  last += 1;
  notice.value = { id: last, text, kind };
}
