/** Vuetify in the language in use, with our colours; its theme is the one style element, and carries the nonce. */
import "vuetify/styles/core";
import "vuetify/styles/utilities"; // without the palette: our colours are the theme's
import { createVuetify } from "vuetify";
import { aliases, mdi } from "vuetify/iconsets/mdi-svg";
import { en, id } from "vuetify/locale";
import { chosen } from "@/texts/languages";

const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;

/** Labels and hints are to be read: more contrast than Material's own. */
const variables = { "medium-emphasis-opacity": 0.82, "disabled-opacity": 0.6 };

export const vuetify = createVuetify({
  locale: { locale: chosen, fallback: "id", messages: chosen === "en" ? { en, id } : { id } },
  icons: { defaultSet: "mdi", aliases, sets: { mdi } },
  theme: {
    defaultTheme: "system",
    ...(nonce ? { cspNonce: nonce } : {}),
    themes: {
      light: {
        dark: false,
        variables,
        colors: {
          primary: "#0b5d5e",
          secondary: "#3f5a5b",
          background: "#f4f7f7",
          surface: "#ffffff",
          error: "#b3261e",
          warning: "#8a5300",
          success: "#1d6b32",
          info: "#1f5aa0",
        },
      },
      dark: {
        dark: true,
        variables,
        colors: {
          primary: "#7fd1d2",
          secondary: "#a9c7c8",
          background: "#101718",
          surface: "#182122",
          error: "#ffb4ab",
          warning: "#ffc46b",
          success: "#8bd99c",
          info: "#a6c8ff",
        },
      },
    },
  },
  defaults: {
    VTextField: { variant: "outlined", density: "comfortable", hideDetails: "auto" },
    VTextarea: { variant: "outlined", density: "comfortable", hideDetails: "auto", autoGrow: true },
    VSelect: { variant: "outlined", density: "comfortable", hideDetails: "auto" },
    VCheckbox: { density: "comfortable", hideDetails: "auto", color: "primary" },
    VRadioGroup: { hideDetails: "auto", color: "primary" },
    VBtn: { rounded: "lg", class: "text-none" },
    VCard: { rounded: "lg" },
    VAlert: { variant: "tonal", density: "comfortable", rounded: "lg" },
    VDialog: { maxWidth: 560, scrollable: true },
  },
});
