/**
 * Settles the language, then starts the officers' app: its modules take their sentences as they are loaded.
 * What the first view needs of the server is on its way meanwhile.
 */
import { askEarly } from "@/api/early";
import { firstRequests, SESSION } from "@/app/first-requests";
import { rememberedLanguage, speak } from "@/texts/languages";

const wanted = rememberedLanguage();
askEarly(SESSION, firstRequests(location.pathname, location.search), wanted);

// No await at this level: a module that waits here would make those that import it wait for themselves.
void speak(wanted)
  .catch(() => speak("id")) // English could not be fetched; the app is still there
  .then(() => import("@/app/vuetify"))
  .then(() => new Promise((resolve) => setTimeout(resolve))) // a slow processor gets its breath between the two
  .then(() => import("./start"));
