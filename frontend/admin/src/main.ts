/** Settles the language, then starts the officers' app: its modules take their sentences as they are loaded. */
import { rememberedLanguage, speak } from "@/texts/languages";

// No await at this level: a module that waits here would make those that import it wait for themselves.
void speak(rememberedLanguage())
  .catch(() => speak("id")) // English could not be fetched; the app is still there
  .then(() => import("./start"));
