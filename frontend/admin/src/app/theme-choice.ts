/** Light, dark, or as the device says; remembered in this browser. */
import { ref, watch } from "vue";
import { useTheme } from "vuetify";

export type ThemeChoice = "system" | "light" | "dark";
const KEY = "tanggap.tampilan";

function remembered(): ThemeChoice {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function useThemeChoice() {
  const theme = useTheme();
  const choice = ref(remembered());
  watch(
    choice,
    (chosen) => {
      void theme.change(chosen);
      localStorage.setItem(KEY, chosen);
    },
    { immediate: true },
  );
  return choice;
}
