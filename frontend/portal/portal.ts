import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  createAll,
} from "govuk-frontend";
import { startCopyButtons } from "./scripts/copy";
import { startPrintButtons } from "./scripts/print";

// The components ask for these two classes before they start. GOV.UK's own template sets them
// with an inline script, which our content security policy forbids.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
]) {
  createAll(component);
}

startCopyButtons(document);
startPrintButtons(document);
